// What the host asks about the scene as a whole: movers, zones, the look of a place.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>

namespace ugv {

// Somebody who walks falls into pieces where his coat has the pavement's colour, so gaps are closed, upright more than flat.
std::vector<ugv_mover> Scene::movers() const {
    std::vector<ugv_mover> found;
    if (!live_) return found;
    cv::Mat moving = opened_ & (1 - static_wide_), labels, stats, centres;
    cv::morphologyEx(moving, moving, cv::MORPH_CLOSE, cv::Mat::ones(7, 3, CV_8U));
    const int count = cv::connectedComponentsWithStats(moving, labels, stats, centres, 8, CV_32S);
    for (int label = 1; label < count; label++) {
        const int* s = stats.ptr<int>(label);
        if (s[cv::CC_STAT_AREA] >= settings_.blob_pixels_min) found.push_back({s[0], s[1], s[2], s[3], s[cv::CC_STAT_AREA]});
    }
    std::sort(found.begin(), found.end(), [](const ugv_mover& a, const ugv_mover& b) { return a.area > b.area; });
    return found;
}

float Scene::occupied(int zone) const {
    const cv::Mat* mask = zone_mask(zone);
    if (mask == nullptr || !live_) return 0;
    return static_cast<float>(cv::countNonZero(static_ & *mask)) / std::max(1, cv::countNonZero(*mask));
}

void Scene::signature(cv::Rect box, uint8_t* pixels) const {
    const cv::Rect view = box & frame_rect();
    cv::Mat layer, small(UGV_SIGNATURE_SIDE, UGV_SIGNATURE_SIDE, CV_8UC3, pixels);
    small.setTo(cv::Scalar::all(0));
    if (!live_ || view.empty()) return;
    std::array<cv::Mat, 3> planes{candidate_[0](view), candidate_[1](view), candidate_[2](view)};
    cv::merge(planes.data(), 3, layer);
    cv::resize(layer, layer, small.size(), 0, 0, cv::INTER_AREA);
    layer.convertTo(small, CV_8U);
}

}  // namespace ugv
