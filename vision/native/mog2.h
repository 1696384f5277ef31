#pragma once
#include <opencv2/video/background_segm.hpp>

namespace ugv {

// MOG2, opening, closing, components on the same grid: what most programs of this kind do. Without a grid (0 pixels) it
// decodes the whole picture, runs MOG2 on it and nothing else: the shortest loop there is.
class Mog2 {
public:
    explicit Mog2(int grid_pixels) : grid_pixels_(grid_pixels) {}
    int feed(const uint8_t* jpeg, int length);

private:
    int grid_pixels_;
    cv::Ptr<cv::BackgroundSubtractorMOG2> model_ = cv::createBackgroundSubtractorMOG2(500, 16, true);
    cv::Mat small_, mask_, labels_, stats_, centres_;
};

}  // namespace ugv
