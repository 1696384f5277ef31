// What the tracker and the judges ask about one region.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ugv {

namespace {

constexpr int kPad = 5;
constexpr int kAcross = 3;          // pixels inside and outside the outline that are compared
constexpr int kParts = 8;           // the picture's parts a side, to tell weather from people
constexpr float kWeatherWeight = 1.5f;
constexpr int kRingMin = 24;        // pixels of free ground around a region that tell what its surroundings look like
constexpr size_t kFlakes = 10;      // one pixel of so many may be hidden by what falls or flies
constexpr float kClearly = 8;       // grey levels by which one contrast beats the other
constexpr float kContrastFloor = 6; // grey levels, so that two faint contrasts do not give a wild gain

cv::Mat square(int size) { return cv::Mat::ones(size, size, CV_8U); }

float likeness(const cv::Mat& a, const cv::Mat& b, const cv::Mat& mask) {
    double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int y = 0; y < a.rows; y++) {
        const float *pa = a.ptr<float>(y), *pb = b.ptr<float>(y);
        const uint8_t* m = mask.ptr(y);
        for (int x = 0; x < a.cols; x++) {
            if (!m[x]) continue;
            n++;
            sa += pa[x];
            sb += pb[x];
            saa += static_cast<double>(pa[x]) * pa[x];
            sbb += static_cast<double>(pb[x]) * pb[x];
            sab += static_cast<double>(pa[x]) * pb[x];
        }
    }
    if (n < 1) return 0;
    const double spread = std::sqrt(std::max(0.0, saa - sa * sa / n) * std::max(0.0, sbb - sb * sb / n));
    return spread > 1e-3 ? static_cast<float>((sab - sa * sb / n) / spread) : 0;
}

cv::Mat gradient(const cv::Mat& grey) {
    cv::Mat dx, dy, size;
    cv::Sobel(grey, dx, CV_32F, 1, 0);
    cv::Sobel(grey, dy, CV_32F, 0, 1);
    cv::magnitude(dx, dy, size);
    return size;
}

// What is finer than five pixels.
cv::Mat fine_structure(const cv::Mat& grey) {
    cv::Mat coarse;
    cv::blur(grey, coarse, {5, 5});
    return grey - coarse;
}

// Square root of a blurred 8x8x8 colour histogram, so that a dot product is the Bhattacharyya coefficient.
cv::Mat colours(const std::array<cv::Mat, 3>& layer, cv::Rect view, const cv::Mat& mask) {
    cv::Mat histogram(8, 64, CV_32F, cv::Scalar(0));
    auto bin = [](float v) { return std::clamp(static_cast<int>(v) >> 5, 0, 7); };
    for (int y = 0; y < view.height; y++) {
        const uint8_t* m = mask.ptr(y);
        for (int x = 0; x < view.width; x++) {
            if (!m[x]) continue;
            const int b = bin(layer[0].at<float>(y + view.y, x + view.x)), g = bin(layer[1].at<float>(y + view.y, x + view.x)),
                      r = bin(layer[2].at<float>(y + view.y, x + view.x));
            histogram.at<float>(b, g * 8 + r)++;
        }
    }
    cv::GaussianBlur(histogram, histogram, {3, 3}, 0);
    histogram /= std::max(cv::sum(histogram)[0], 1e-6);
    cv::sqrt(histogram, histogram);
    return histogram;
}

// How much larger a correlation with a clean picture would be without the frame's own noise (variance): snow on a small
// thing is no movement of it.
float noise_loss(const cv::Mat& grey, const cv::Mat& mask, double noise) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(grey, mean, deviation, mask);
    const double spread = deviation[0] * deviation[0];
    return spread < 1e-3 ? 1.f : static_cast<float>(std::sqrt(spread / std::max(spread - noise, spread / 2)));
}

// The mask without the tenth of its pixels that differ most: snowflakes and insects pass before a thing, a movement of the
// thing itself is more.
cv::Mat without_flakes(const cv::Mat& differs, const cv::Mat& mask) {
    std::vector<float> values;
    for (int y = 0; y < mask.rows; y++)
        for (int x = 0; x < mask.cols; x++)
            if (mask.at<uint8_t>(y, x)) values.push_back(differs.at<float>(y, x));
    const auto limit = values.begin() + static_cast<std::ptrdiff_t>(values.size() - 1 - values.size() / kFlakes);
    std::nth_element(values.begin(), limit, values.end());
    return mask & (differs <= *limit);
}

// Largest difference of a channel's means, grey levels.
float contrast(const std::array<cv::Mat, 3>& layer, cv::Rect view, const cv::Mat& inside, const cv::Mat& outside) {
    double most = 0;
    for (const auto& plane : layer) most = std::max(most, std::abs(cv::mean(plane(view), inside)[0] - cv::mean(plane(view), outside)[0]));
    return static_cast<float>(most);
}

}  // namespace

const Region& Scene::region(int id) const {
    auto found = regions_.find(id);
    if (found == regions_.end()) throw std::out_of_range("no such region");
    return found->second;
}

const cv::Mat* Scene::zone_mask(int zone) const {
    auto found = zones_.find(zone);
    return found == zones_.end() ? nullptr : &found->second;
}

cv::Mat Scene::layer_grey(const Planes& layer, cv::Rect view) const {
    return 0.114 * layer[0](view) + 0.587 * layer[1](view) + 0.299 * layer[2](view);
}

int Scene::take(int label) {
    auto blob = std::find_if(blobs_.begin(), blobs_.end(), [&](const ugv_blob& b) { return b.label == label; });
    if (blob == blobs_.end()) throw std::out_of_range("no such blob in the last frame");
    Region taken;
    taken.box = {blob->x, blob->y, blob->width, blob->height};
    taken.area = blob->area;
    cv::Mat mask = labels_(taken.box) == label;
    taken.mask = mask / 255;
    taken.portrait = layer_grey(candidate_, taken.box);
    taken.colours = colours(candidate_, taken.box, taken.mask);
    regions_[next_region_] = std::move(taken);
    return next_region_++;
}

ugv_look Scene::look(int id) const {
    const Region& r = region(id);
    cv::Mat present;
    grey_(r.box).convertTo(present, CV_32F);
    int foreground = 0, covered = 0, n = 0;
    double noise = 0;
    cv::Mat differs(r.box.size(), CV_32F, cv::Scalar(0));
    for (int y = 0; y < r.box.height; y++) {
        for (int x = 0; x < r.box.width; x++) {
            if (!r.mask.at<uint8_t>(y, x)) continue;
            const int gy = y + r.box.y, gx = x + r.box.x;
            float apart = 0;
            for (int k = 0; k < 3; k++) apart = std::max(apart, std::abs(now_[k].at<uint8_t>(gy, gx) - candidate_[k].at<float>(gy, gx)));
            const float limit = std::clamp(settings_.noise_factor * noise_.at<float>(gy, gx) + settings_.noise_base,
                                           settings_.threshold_low, settings_.threshold_high);
            n++;
            noise += noise_.at<float>(gy, gx) * noise_.at<float>(gy, gx);
            foreground += opened_.at<uint8_t>(gy, gx);
            covered += apart > limit;
            differs.at<float>(y, x) = apart;
        }
    }
    const cv::Mat seen = without_flakes(differs, r.mask);
    const cv::Rect view = around(r, 4);
    const cv::Mat rim = self_mask(r, view, 2);
    const float clock = static_cast<float>(last_seconds_ - epoch_);
    int moving = 0;
    for (int y = 0; y < view.height; y++)
        for (int x = 0; x < view.width; x++) moving += rim.at<uint8_t>(y, x) && moved_.at<float>(y + view.y, x + view.x) >= clock;
    return {static_cast<float>(foreground) / n, static_cast<float>(covered) / n, std::min(1.f, likeness(present, r.portrait, seen) * noise_loss(present, seen, noise / n)),
            static_cast<float>(moving) / r.area};
}

ugv_features Scene::features(int id) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, kPad);
    const cv::Mat self = self_mask(r, view, 0);
    cv::Mat wide, wider, rim, ring, narrow;
    cv::dilate(self, wide, square(3));
    cv::dilate(self, wider, square(5));
    cv::erode(self, narrow, square(3));
    cv::dilate(self, ring, square(9));
    rim = wider - narrow;
    ring = ring - wide;
    const cv::Mat ground = ring & (1 - static_wide_(view));  // the rest of a car of which only a part is static yet is no surroundings
    if (cv::countNonZero(ground) >= kRingMin) ring = ground;
    const cv::Mat present = layer_grey(candidate_, view), before = layer_grey(background_, view);

    std::vector<cv::Point> points, hull;
    cv::findNonZero(self, points);
    cv::convexHull(points, hull);

    const cv::Mat surround = colours(candidate_, view, ring);
    ugv_features f{};
    f.edge_now = static_cast<float>(cv::mean(gradient(present), rim)[0]);
    f.edge_before = static_cast<float>(cv::mean(gradient(before), rim)[0]);
    f.background_likeness = likeness(present, before, wide);
    f.solidity = static_cast<float>(r.area / std::max(1.0, cv::contourArea(hull)));
    f.outline_gain = outline_gain(self, view);
    const cv::Mat fine_now = fine_structure(present), fine_before = fine_structure(before);
    f.texture_likeness = likeness(fine_now, fine_before, narrow);
    cv::Scalar mean, deviation;
    cv::meanStdDev(fine_before, mean, deviation, narrow);
    f.texture = static_cast<float>(deviation[0]);
    const float contrast_now = contrast(candidate_, view, self, ring), contrast_before = contrast(background_, view, self, ring);
    f.contrast_gain = (contrast_now - contrast_before) / (contrast_now + contrast_before + kContrastFloor);
    f.surround_gain = static_cast<float>(colours(background_, view, self).dot(surround) - colours(candidate_, view, self).dot(surround));
    return f;
}

// Where the ground was one piece across a stretch of the outline and is not now, something was put there; where it is
// one piece now and was not, something was taken away. Stretch by stretch, so that a thing may lie before a mixed ground.
float Scene::outline_gain(const cv::Mat& self, cv::Rect view) const {
    cv::Mat inside, outside, dx, dy;
    cv::distanceTransform(self, inside, cv::DIST_L2, 3);
    cv::distanceTransform(1 - self, outside, cv::DIST_L2, 3);
    const cv::Mat distance = outside - inside;
    cv::Sobel(distance, dx, CV_32F, 1, 0);
    cv::Sobel(distance, dy, CV_32F, 0, 1);
    int points = 0, gain = 0;
    for (int y = 0; y < view.height; y++) {
        for (int x = 0; x < view.width; x++) {
            if (!self.at<uint8_t>(y, x) || inside.at<float>(y, x) > 1.2f) continue;
            const float nx = dx.at<float>(y, x), ny = dy.at<float>(y, x), length = std::sqrt(nx * nx + ny * ny);
            if (length < 1e-3f) continue;
            const cv::Point step(cvRound(kAcross * nx / length), cvRound(kAcross * ny / length));
            const cv::Point in = cv::Point(x, y) + view.tl() - step, out = cv::Point(x, y) + view.tl() + step;
            if (!frame_rect().contains(in) || !frame_rect().contains(out)) continue;
            float now = 0, before = 0;
            for (int k = 0; k < 3; k++) {
                now = std::max(now, std::abs(candidate_[k].at<float>(in) - candidate_[k].at<float>(out)));
                before = std::max(before, std::abs(background_[k].at<float>(in) - background_[k].at<float>(out)));
            }
            points++;
            gain += now > before + kClearly ? 1 : before > now + kClearly ? -1 : 0;
        }
    }
    return points == 0 ? 0 : static_cast<float>(gain) / points;
}

ugv_place Scene::place(int id, int zone) const {
    const Region& r = region(id);
    const cv::Mat* mask = zone_mask(zone);
    if (mask == nullptr) return {};
    const cv::Mat inside = r.mask & (*mask)(r.box);
    const int foot = std::max(1, r.box.height / 3);
    const cv::Range low(r.box.height - foot, r.box.height);
    auto share = [](const cv::Mat& part, const cv::Mat& whole) {
        return static_cast<float>(cv::countNonZero(part)) / std::max(1, cv::countNonZero(whole));
    };
    return {share(inside, r.mask), share(inside.rowRange(low), r.mask.rowRange(low)), share(inside, *mask)};
}

float Scene::same_colours(int id, int other) const { return static_cast<float>(region(id).colours.dot(region(other).colours)); }

cv::Rect Scene::around(const Region& r, int reach) const {
    return (r.box + cv::Size(2 * reach, 2 * reach) - cv::Point(reach, reach)) & frame_rect();
}

cv::Mat Scene::self_mask(const Region& r, cv::Rect view, int grow) const {
    cv::Mat mask(view.size(), CV_8U, cv::Scalar(0));
    r.mask.copyTo(mask(r.box - view.tl()));
    if (grow > 0) cv::dilate(mask, mask, square(2 * grow + 1));
    return mask;
}

int Scene::moved(int id, int zone, int reach, double since, bool around_only) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, reach);
    const cv::Mat* zone_pixels = zone_mask(zone);
    const cv::Mat self = self_mask(r, view, 3);
    const float from = static_cast<float>(since - epoch_);
    int count = 0, looked = 0;
    for (int y = 0; y < view.height; y++) {
        const float* moved = moved_.ptr<float>(y + view.y) + view.x;
        const uint8_t* own = self.ptr(y);
        const uint8_t* inside = zone_pixels ? zone_pixels->ptr(y + view.y) + view.x : nullptr;
        for (int x = 0; x < view.width; x++) {
            const bool counts = !(around_only && own[x]) && (!inside || inside[x]);
            looked += counts;
            count += counts && moved[x] >= from;
        }
    }
    return around_only ? std::max(0, count - cvRound(kWeatherWeight * weather_share(from) * looked)) : count;
}

// Snow, rain and noise move everywhere; people do not fill half of the picture's parts. So the median part tells how much
// of a movement is weather.
float Scene::weather_share(float from) const {
    if (weather_at_ == last_seconds_ && weather_since_ == from) return weather_share_;
    std::array<int, kParts * kParts> moving{}, all{};
    for (int y = 0; y < grid_.height; y += 2) {
        const float* moved = moved_.ptr<float>(y);
        const int row = y * kParts / grid_.height * kParts;
        for (int x = 0; x < grid_.width; x += 2) {
            const int part = row + x * kParts / grid_.width;
            all[part]++;
            moving[part] += moved[x] >= from;
        }
    }
    std::array<float, kParts * kParts> shares;
    for (size_t i = 0; i < shares.size(); i++) shares[i] = static_cast<float>(moving[i]) / std::max(1, all[i]);
    std::nth_element(shares.begin(), shares.begin() + shares.size() / 2, shares.end());
    weather_at_ = last_seconds_;
    weather_since_ = from;
    return weather_share_ = shares[shares.size() / 2];
}

int Scene::others(int id, int zone, int reach) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, reach);
    const cv::Mat* zone_pixels = zone_mask(zone);
    const cv::Mat self = self_mask(r, view, 3);
    int count = 0;
    for (int y = 0; y < view.height; y++)
        for (int x = 0; x < view.width; x++)
            count += static_.at<uint8_t>(y + view.y, x + view.x) && !self.at<uint8_t>(y, x) &&
                     (!zone_pixels || zone_pixels->at<uint8_t>(y + view.y, x + view.x));
    return count;
}

cv::Rect Scene::figure(int id, int reach) const {
    const Region& r = region(id);
    const cv::Rect view = around(r, reach);
    const cv::Mat self = self_mask(r, view, 1);
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(busy_(view) | self, labels, stats, centres, 8, CV_32S);
    std::vector<uint8_t> touches(static_cast<size_t>(count), 0);
    for (int y = 0; y < view.height; y++)
        for (int x = 0; x < view.width; x++)
            if (self.at<uint8_t>(y, x)) touches[static_cast<size_t>(labels.at<int>(y, x))] = 1;
    cv::Rect box = r.box;
    for (int label = 1; label < count; label++) {
        const int* s = stats.ptr<int>(label);
        if (touches[static_cast<size_t>(label)]) box |= cv::Rect(s[0], s[1], s[2], s[3]) + view.tl();
    }
    return box;
}

void Scene::absorb(int id) {
    const Region& r = region(id);
    const cv::Rect view = around(r, 4);
    absorb_mask(self_mask(r, view, 3), view);
}

void Scene::absorb_box(cv::Rect box) {
    if (!live_) return;
    const cv::Rect view = box & frame_rect();
    if (view.empty()) return;
    cv::Mat mask;
    cv::dilate(static_wide_, mask, square(5));
    absorb_mask(mask(view), view);
}

void Scene::absorb_mask(const cv::Mat& mask, cv::Rect view) {
    for (int k = 0; k < 3; k++) candidate_[k](view).copyTo(background_[k](view), mask);
    noise_(view).setTo(3, mask);
}

}  // namespace ugv
