// Who or what stands beside a region.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>

namespace ugv {

namespace {

const cv::Size kGap{3, 7};  // somebody falls into pieces where his coat has the pavement's colour: closed upright more than flat

}  // namespace

// What differs from the background hangs together when it is close; the first of the pieces is what hangs together with the
// region, the others stand apart from it.
std::vector<ugv_piece> Scene::company(int id, int zone, int reach) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, reach);
    const cv::Mat self = self_mask(r, view, 0), still = static_(view);
    cv::Mat all = opened_(view) | still | self, labels, stats, centres;
    cv::morphologyEx(all, all, cv::MORPH_CLOSE, cv::Mat::ones(kGap, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    const size_t count = static_cast<size_t>(cv::connectedComponentsWithStats(all, labels, stats, centres, 8, CV_32S));
    std::vector<ugv_piece> pieces(count);  // by label; 0 is the ground, and becomes what holds the region
    std::vector<uint8_t> touches(count, 0);
    for (int y = 0; y < view.height; y++) {
        for (int x = 0; x < view.width; x++) {
            const size_t label = static_cast<size_t>(labels.at<int>(y, x));
            if (self.at<uint8_t>(y, x)) {
                touches[label] = 1;
            } else if (label > 0) {
                pieces[label].area++;
                pieces[label].still += still.at<uint8_t>(y, x);
            }
        }
    }

    const cv::Mat* zone_pixels = zone_mask(zone);
    auto foot_inside = [&](cv::Rect box) {
        return zone_pixels == nullptr || zone_pixels->at<uint8_t>(box.y + box.height - 1, box.x + box.width / 2) ? 1 : 0;
    };
    cv::Rect figure = r.box;
    std::vector<ugv_piece> found(1);
    for (size_t label = 1; label < count; label++) {
        const int* s = stats.ptr<int>(static_cast<int>(label));
        const cv::Rect box = cv::Rect(s[0], s[1], s[2], s[3]) + view.tl();
        const ugv_piece& piece = pieces[label];
        if (touches[label]) {
            figure |= box;
            found[0].area += piece.area;
            found[0].still += piece.still;
        } else if (piece.area >= settings_.blob_pixels_min / 2) {
            found.push_back({box.x, box.y, box.width, box.height, piece.area, piece.still, foot_inside(box)});
        }
    }
    found[0] = {figure.x, figure.y, figure.width, figure.height, found[0].area, found[0].still, foot_inside(figure)};
    return found;
}

}  // namespace ugv
