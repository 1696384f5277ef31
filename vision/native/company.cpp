// Who or what stands beside a region.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>

namespace ugv {

namespace {

const cv::Size kGap{3, 7};  // somebody falls into pieces where his coat has the pavement's colour: closed upright more than flat

}  // namespace

// What differs from the background hangs together when it is close; the first of the boxes is what hangs together with the
// region, the others stand apart from it.
std::vector<ugv_mover> Scene::company(int id, int reach) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, reach);
    const cv::Mat self = self_mask(r, view, 1);
    cv::Mat all = opened_(view) | static_(view) | self, labels, stats, centres;
    cv::morphologyEx(all, all, cv::MORPH_CLOSE, cv::Mat::ones(kGap, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    const int count = cv::connectedComponentsWithStats(all, labels, stats, centres, 8, CV_32S);
    std::vector<uint8_t> touches(static_cast<size_t>(count), 0);
    for (int y = 0; y < view.height; y++)
        for (int x = 0; x < view.width; x++)
            if (self.at<uint8_t>(y, x)) touches[static_cast<size_t>(labels.at<int>(y, x))] = 1;
    cv::Rect figure = r.box;
    int area = r.area;
    std::vector<ugv_mover> found(1);
    for (int label = 1; label < count; label++) {
        const int* s = stats.ptr<int>(label);
        const cv::Rect box = cv::Rect(s[0], s[1], s[2], s[3]) + view.tl();
        if (touches[static_cast<size_t>(label)]) {
            figure |= box;
            area = std::max(area, s[cv::CC_STAT_AREA]);
        } else if (s[cv::CC_STAT_AREA] >= settings_.blob_pixels_min / 2) {
            found.push_back({box.x, box.y, box.width, box.height, s[cv::CC_STAT_AREA]});
        }
    }
    found[0] = {figure.x, figure.y, figure.width, figure.height, area};
    return found;
}

}  // namespace ugv
