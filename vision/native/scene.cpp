#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include "jpeg.h"

namespace ugv {

namespace {

constexpr size_t kLearnFramesMax = 9;
constexpr double kRebaseSeconds = 1024;
constexpr float kLongAgo = -1e6f;
constexpr float kLightStep = 0.02f;     // relative change of the whole scene's light from which no pixel's change tells a movement
constexpr double kRestShare = 0.65;     // of a thing's pixels that have come to rest when it has
constexpr float kStepSecondsMax = 1;  // a gap in the stream counts as one second of seeing

cv::Mat square(int size) { return cv::Mat::ones(size, size, CV_8U); }

// Square root: noise becomes even and dark places count.
const cv::Mat& tone_curve() {
    static const cv::Mat curve = [] {
        cv::Mat m(1, 256, CV_8U);
        for (int i = 0; i < 256; i++) m.at<uint8_t>(i) = cv::saturate_cast<uint8_t>(std::floor(255 * std::sqrt((i + 8) / 263.0)));
        return m;
    }();
    return curve;
}

}  // namespace

void Scene::set_zone(int zone, std::vector<cv::Point2f> polygon) {
    if (zone < 0) ignored_polygons_.push_back(std::move(polygon));
    else polygons_[zone] = std::move(polygon);
}

ugv_frame Scene::feed(const uint8_t* jpeg, int length, double seconds) {
    const cv::Size size = jpeg_size(jpeg, length);
    const cv::Mat picture = jpeg_decode(jpeg, length, grid_for(size, settings_.grid_pixels));
    ugv_frame frame{};
    frame.light_gain = 1;
    if (size != picture_) {
        frame.state = live_ ? UGV_RELEARNED : UGV_LEARNING;
        resize_to(size);
    }
    see(picture);
    blobs_.clear();
    frame.width = size.width;
    frame.height = size.height;
    frame.grid_width = grid_.width;
    frame.grid_height = grid_.height;

    const float dt = std::min(static_cast<float>(seconds - last_seconds_), kStepSecondsMax);
    last_seconds_ = seconds;
    rebase_clock(seconds);
    if (!live_) {
        if (learn(seconds, settings_.learn_seconds)) start_layers();
        return frame;
    }
    frame.light_gain = follow_light();
    if (changed_entirely(seconds, frame)) return frame;
    note_changes(frame.light_gain);
    update_pixels(dt);
    find_static();
    find_moving();
    list_blobs();
    frame.state = UGV_WATCHING;
    frame.blob_count = static_cast<int32_t>(blobs_.size());
    return frame;
}

void Scene::resize_to(cv::Size picture) {
    picture_ = picture;
    grid_ = grid_for(picture, settings_.grid_pixels);
    auto draw = [&](cv::Mat& mask, const std::vector<cv::Point2f>& polygon, int value) {
        std::vector<cv::Point> points;
        for (auto p : polygon) points.emplace_back(static_cast<int>(p.x * grid_.width), static_cast<int>(p.y * grid_.height));
        cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(value));
    };
    watched_ = cv::Mat(grid_, CV_8U, cv::Scalar(1));
    for (auto& polygon : ignored_polygons_) draw(watched_, polygon, 0);
    zones_.clear();
    for (auto& [zone, polygon] : polygons_) {
        zones_[zone] = cv::Mat(grid_, CV_8U, cv::Scalar(polygon.empty() ? 1 : 0));
        if (!polygon.empty()) draw(zones_[zone], polygon, 1);
    }
    regions_.clear();
    learned_.clear();
    live_ = false;
}

void Scene::see(const cv::Mat& picture) {
    small_ = toned(picture);
    cv::cvtColor(small_, grey_, cv::COLOR_BGR2GRAY);
    cv::split(small_, now_.data());
}

// On the work grid, a little blurred, after the tone curve.
cv::Mat Scene::toned(const cv::Mat& picture) const {
    cv::Mat small, smooth;
    if (picture.size() == grid_) small = picture;
    else cv::resize(picture, small, grid_, 0, 0, cv::INTER_AREA);
    cv::blur(small, smooth, {3, 3});
    cv::LUT(smooth, tone_curve(), smooth);
    return smooth;
}

// Another view: nothing that was learned of the old one holds, its empty reference neither.
void Scene::relearn() {
    reference_picture_.release();
    learned_.clear();
    regions_.clear();
    live_ = false;
}

// Collects frames over the wanted time; true when there are enough for a median.
bool Scene::learn(double seconds, float wanted_seconds) {
    learned_.emplace_back(seconds, small_.clone());
    if (learned_.size() > kLearnFramesMax) {  // thin out, so that the few kept span the whole time
        std::vector<std::pair<double, cv::Mat>> half;
        for (size_t i = 0; i < learned_.size(); i += 2) half.push_back(learned_[i]);
        learned_ = std::move(half);
    }
    return learned_.size() >= 3 && seconds - learned_.front().first >= wanted_seconds;
}

void Scene::start_layers() {
    std::vector<uint8_t> values(learned_.size());
    cv::Mat median(grid_, CV_8UC3);
    const int row_bytes = grid_.width * 3;
    for (int y = 0; y < grid_.height; y++) {
        for (int x = 0; x < row_bytes; x++) {
            for (size_t i = 0; i < learned_.size(); i++) values[i] = learned_[i].second.ptr(y)[x];
            std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
            median.ptr(y)[x] = values[values.size() / 2];
        }
    }
    const double began = learned_.front().first;
    learned_.clear();
    Planes planes;
    cv::split(median, planes.data());
    for (int k = 0; k < 3; k++) {
        planes[k].convertTo(background_[k], CV_32F);
        candidate_[k] = background_[k].clone();
    }
    epoch_ = began;
    noise_ = cv::Mat(grid_, CV_32F, cv::Scalar(3));
    support_ = cv::Mat(grid_, CV_32F, cv::Scalar(0));
    since_ = cv::Mat(grid_, CV_32F, cv::Scalar(0));
    moved_ = cv::Mat(grid_, CV_32F, cv::Scalar(kLongAgo));
    settled_ = cv::Mat(grid_, CV_32F, cv::Scalar(0));
    before_ = grey_.clone();
    for (auto* mask : {&foreground_, &static_raw_, &opened_, &static_, &static_wide_, &busy_}) *mask = cv::Mat(grid_, CV_8U, cv::Scalar(0));
    labels_ = cv::Mat(grid_, CV_32S, cv::Scalar(0));
    live_ = true;
    start_from_reference();
}

// A hand before the lens, a turned camera, lights out: holds the layers while it lasts; if the new picture stays and
// holds still, it becomes the background.
bool Scene::changed_entirely(double seconds, ugv_frame& frame) {
    frame.foreground_share = foreground_share();
    if (frame.foreground_share < settings_.changed_share) {
        learned_.clear();
        return false;
    }
    if (!learned_.empty()) {
        cv::Mat difference;
        cv::absdiff(small_, learned_.back().second, difference);
        if (cv::mean(difference.reshape(1))[0] > settings_.threshold_low / 2) learned_.clear();
    }
    frame.state = UGV_CHANGED;
    if (learn(seconds, settings_.changed_settle_seconds)) {
        start_layers();
        regions_.clear();
        frame.state = UGV_RELEARNED;
    }
    return true;
}

// When a pixel last changed tells when the thing that it shows came to rest, seconds before it counts as static.
void Scene::note_changes(float light_gain) {
    if (std::abs(light_gain - 1) < kLightStep) {
        cv::Mat change;
        cv::absdiff(grey_, before_, change);
        cv::compare(change, settings_.threshold_low, change, cv::CMP_GT);
        settled_.setTo(last_seconds_ - epoch_, change);
    }
    grey_.copyTo(before_);
}

void Scene::find_static() {
    cv::Mat still;
    cv::bitwise_and(static_raw_, watched_, still);
    cv::morphologyEx(still, still, cv::MORPH_OPEN, square(3));
    cv::morphologyEx(still, still, cv::MORPH_CLOSE, square(5));
    cv::dilate(still, static_wide_, square(3));
    static_.setTo(0);
    if (cv::countNonZero(still) == 0) return;
    remove_light(still);
    cv::morphologyEx(still, still, cv::MORPH_OPEN, square(3));
    cv::morphologyEx(still, still, cv::MORPH_CLOSE, square(5));
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(still, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    cv::drawContours(static_, contours, -1, cv::Scalar(1), cv::FILLED);
}

void Scene::find_moving() {
    cv::bitwise_and(foreground_, watched_, foreground_);
    cv::morphologyEx(foreground_, opened_, cv::MORPH_OPEN, square(3));
    cv::dilate(opened_, busy_, square(3));
    const float clock = static_cast<float>(last_seconds_ - epoch_);
    for (int y = 0; y < grid_.height; y++) {
        const uint8_t *f = opened_.ptr(y), *s = static_.ptr(y), *w = static_wide_.ptr(y);
        float* moved = moved_.ptr<float>(y);
        for (int x = 0; x < grid_.width; x++) moved[x] = f[x] && !s[x] && !w[x] ? clock : moved[x];
    }
}

void Scene::list_blobs() {
    if (cv::countNonZero(static_) == 0) return;
    cv::Mat stats, centres;
    const int count = cv::connectedComponentsWithStats(static_, labels_, stats, centres, 8, CV_32S);
    std::vector<float> since;
    for (int label = 1; label < count; label++) {
        const int* s = stats.ptr<int>(label);
        if (s[cv::CC_STAT_AREA] < settings_.blob_pixels_min) continue;
        const cv::Rect box(s[0], s[1], s[2], s[3]);
        since.clear();
        for (int y = box.y; y < box.y + box.height; y++)
            for (int x = box.x; x < box.x + box.width; x++)
                if (labels_.at<int>(y, x) == label) since.push_back(since_.at<float>(y, x));
        const size_t rank = static_cast<size_t>(kRestShare * since.size());
        std::nth_element(since.begin(), since.begin() + rank, since.end());
        blobs_.push_back({epoch_ + since[rank], label, box.x, box.y, box.width, box.height, s[cv::CC_STAT_AREA]});
    }
}

void Scene::rebase_clock(double seconds) {
    if (!live_ || seconds - epoch_ < kRebaseSeconds) return;
    const double by = seconds - epoch_;
    since_ -= by;
    settled_ -= by;
    moved_ -= by;
    cv::max(moved_, kLongAgo, moved_);
    epoch_ = seconds;
}

cv::Mat Scene::background_picture() const {
    if (!live_) throw std::logic_error("there is no background yet");
    static const cv::Mat back = [] {  // the tone curve, undone
        cv::Mat m(1, 256, CV_8U);
        for (int i = 0; i < 256; i++) m.at<uint8_t>(i) = cv::saturate_cast<uint8_t>(263.0 * i * i / (255.0 * 255.0) - 8);
        return m;
    }();
    cv::Mat picture;
    cv::merge(background_.data(), 3, picture);
    picture.convertTo(picture, CV_8U);
    cv::LUT(picture, back, picture);
    return picture;
}

void Scene::cells(uint8_t* cells, int columns, int rows) const {
    std::fill(cells, cells + columns * rows, uint8_t{0});
    if (!live_) return;
    for (int y = 0; y < grid_.height; y++) {
        const uint8_t* f = opened_.ptr(y);
        uint8_t* row = cells + y * rows / grid_.height * columns;
        for (int x = 0; x < grid_.width; x++)
            if (f[x]) row[x * columns / grid_.width] = 1;
    }
}

}  // namespace ugv
