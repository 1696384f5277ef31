#include "mog2.h"

#include <opencv2/imgproc.hpp>
#include "jpeg.h"

namespace ugv {

int Mog2::feed(const uint8_t* jpeg, int length) {
    if (grid_pixels_ == 0) {
        model_->apply(jpeg_decode(jpeg, length), mask_);
        return 0;
    }
    const cv::Size grid = grid_for(jpeg_size(jpeg, length), grid_pixels_);
    cv::resize(jpeg_decode(jpeg, length, grid), small_, grid, 0, 0, cv::INTER_AREA);
    model_->apply(small_, mask_);
    cv::threshold(mask_, mask_, 200, 255, cv::THRESH_BINARY);
    cv::morphologyEx(mask_, mask_, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
    cv::morphologyEx(mask_, mask_, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    return cv::connectedComponentsWithStats(mask_, labels_, stats_, centres_, 8, CV_32S) - 1;
}

}  // namespace ugv
