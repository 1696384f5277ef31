// A picture of the empty place: what stands there from the start is seen against it.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include "jpeg.h"

namespace ugv {

namespace {

constexpr float kBlockLikeness = 0.6f;   // blocks that tell how the light differs; another day's light changes their structure a little
constexpr double kViewLikeness = 0.5;    // least correlation of the edges; less is another view
constexpr double kShiftMax = 10;         // grid pixels by which the camera may have sagged

cv::Mat edges(const cv::Mat& picture) {
    cv::Mat grey, dx, dy, size;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    cv::Sobel(grey, dx, CV_32F, 1, 0);
    cv::Sobel(grey, dy, CV_32F, 0, 1);
    cv::magnitude(dx, dy, size);
    cv::min(size, 120.0, size);  // one strong edge must not outvote the rest
    cv::blur(size, size, {3, 3});
    return size;
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
    cv::Scalar ma, mb, sa, sb;
    cv::meanStdDev(a, ma, sa);
    cv::meanStdDev(b, mb, sb);
    const double spread = sa[0] * sb[0];
    return spread < 1e-6 ? 0 : (a.dot(b) / static_cast<double>(a.total()) - ma[0] * mb[0]) / spread;
}

}  // namespace

void Scene::set_reference(const uint8_t* jpeg, int length, std::vector<int> zones) {
    reference_picture_ = jpeg_decode(jpeg, length);
    reference_zones_ = std::move(zones);
}

// The zones' background becomes the reference, shifted and lit as the present view; what differs is static at once.
void Scene::start_from_reference() {
    reference_use_ = UGV_REFERENCE_NONE;
    if (reference_picture_.empty()) return;
    reference_use_ = UGV_REFERENCE_UNLIKE;
    cv::Mat present, empty = toned(reference_picture_);
    cv::merge(candidate_.data(), 3, present);
    present.convertTo(present, CV_8U);
    const cv::Mat now = edges(present);
    cv::Mat then = edges(empty), window;
    cv::createHanningWindow(window, grid_, CV_32F);
    const cv::Point2d shift = cv::phaseCorrelate(then, now, window);
    if (std::hypot(shift.x, shift.y) > 0.3 && std::hypot(shift.x, shift.y) < kShiftMax) {
        cv::Mat moved;
        const cv::Matx23d by(1, 0, shift.x, 0, 1, shift.y);
        cv::warpAffine(empty, moved, by, grid_, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        const cv::Mat moved_edges = edges(moved);
        if (correlation(moved_edges, now) > correlation(then, now)) {
            empty = moved;
            then = moved_edges;
        }
    }
    if (correlation(then, now) < kViewLikeness) return;

    Planes planes, reference;
    cv::split(empty, planes.data());
    for (int k = 0; k < 3; k++) planes[k].convertTo(reference[k], CV_32F);
    cv::Mat grey;
    cv::cvtColor(present, grey, cv::COLOR_BGR2GRAY);
    const cv::Mat gain = light_gain(grey, reference, busy_, kBlockLikeness, 0);
    if (!gain.empty()) {
        cv::Mat fine;
        cv::resize(gain, fine, grid_, 0, 0, cv::INTER_LINEAR);
        for (auto& plane : reference) {
            cv::multiply(plane, fine, plane);
            cv::min(plane, 255.0, plane);
        }
    }
    cv::Mat zones(grid_, CV_8U, cv::Scalar(0));
    for (int zone : reference_zones_)
        if (const cv::Mat* mask = zone_mask(zone)) zones |= *mask;
    cv::dilate(zones, zones, cv::Mat::ones(25, 25, CV_8U));  // things stand higher than the ground they stand on
    for (int k = 0; k < 3; k++) reference[k].copyTo(background_[k], zones);
    support_.setTo(settings_.support_static, zones);
    reference_use_ = UGV_REFERENCE_USED;
}

}  // namespace ugv
