#include "cover.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include "cover_pixels.h"

namespace ugv {

namespace {

constexpr float kAcross = 1.0f, kAlong = 1.25f;  // margins of the patch, in widths and heights of the cover
constexpr float kAlignGain = 0.004f;             // a shift must fit better by this much than none
constexpr float kFreshNoise = 2;                 // where a lesson is too short to tell
constexpr float kNoiseMost = 16;                 // more is no noise
constexpr float kStill = 0.03f;                  // share that may move without asking why
constexpr int kShake = 3;                        // pixels that a look may be off the one before
constexpr float kMotionNoise = 1.8f;             // nearly four standard deviations of the smoothed difference of two looks

}  // namespace

CoverGeometry::CoverGeometry(float w, float h, float shift_max) : cover_width(w), cover_height(h) {
    pad = std::max(3, cvCeil(shift_max)) + 2;
    inner = {cvRound(w * (1 + 2 * kAcross)), cvRound(h * (1 + 2 * kAlong))};
    outer = {inner.width + 2 * pad, inner.height + 2 * pad};
    sigma = std::max(1.3f, w / 28);
    area = CV_PI / 4 * w * h;
    padded = {cv::getOptimalDFTSize(outer.width), cv::getOptimalDFTSize(outer.height)};
    rows.assign(inner.height, {0, 0});
    surroundings = cv::Mat(inner, CV_32F, cv::Scalar(0));
    const float cx = (inner.width - 1) / 2.f, cy = (inner.height - 1) / 2.f;
    for (int y = 0, at = 0; y < inner.height; y++) {
        for (int x = 0; x < inner.width; x++, at++) {
            const float u = (x - cx) / (w / 2), v = (y - cy) / (h / 2), r = std::sqrt(u * u + v * v);
            if (r < 0.62f) deep.push_back(at);
            if (r < 0.8f) core.push_back(at);
            if (r < 0.95f) inside.push_back(at);
            if (r >= 0.8f && r < 1.15f) rim.push_back(at);
            if (r >= 1.2f) {
                outside.push_back(at);
                surroundings.at<float>(y, x) = 1;
            } else {
                rows[y] = {rows[y].empty() ? x : rows[y].start, x + 1};
            }
            if (r >= 1.2f && r < 2) {
                ring.push_back(at);
                sectors[std::min(11, static_cast<int>((std::atan2(v, u) + CV_PI) / (2 * CV_PI) * 12))].push_back(at);
            }
            if (x == 0 || y == 0 || x == inner.width - 1 || y == inner.height - 1) border.push_back(at);
        }
    }
}

void Cover::place(cv::Size full) {
    const float w = box_.width * full.width, h = box_.height * full.height;
    picture_width_ = w;
    if (geometry_) return;
    if (w < 8 || h < 4) throw std::runtime_error("the cover is smaller than 8x4 pixels of the picture");
    const float scale = std::min(1.f, settings_.patch_width / w);
    geometry_.emplace(w * scale, h * scale, settings_.shift_max);
}

// The patch with its border, centred on the cover, in the geometry's own pixels whatever the picture's size is.
cv::Mat Cover::cut(const cv::Mat& grey) const {
    const CoverGeometry& g = *geometry_;
    const double sx = g.cover_width / (box_.width * grey.cols), sy = g.cover_height / (box_.height * grey.rows);
    const double cx = (box_.x + box_.width / 2) * grey.cols, cy = (box_.y + box_.height / 2) * grey.rows;
    cv::Mat floats, result;
    const bool shrink = sx < 0.95 || sy < 0.95;
    const double px = shrink ? 1 : sx, py = shrink ? 1 : sy;  // left to the warp
    const int w = cvCeil(g.outer.width / (shrink ? sx : px)) + 2, h = cvCeil(g.outer.height / (shrink ? sy : py)) + 2;
    const cv::Rect wanted(cvFloor(cx - w / 2.0), cvFloor(cy - h / 2.0), w, h);
    const cv::Rect there = wanted & cv::Rect({0, 0}, grey.size());
    if (there.empty()) throw std::runtime_error("the cover lies outside the picture");
    cv::copyMakeBorder(grey(there), floats, there.y - wanted.y, wanted.br().y - there.br().y, there.x - wanted.x,
                       wanted.br().x - there.br().x, cv::BORDER_REPLICATE);
    floats.convertTo(floats, CV_32F);
    if (shrink) cv::resize(floats, floats, {cvRound(w * sx), cvRound(h * sy)}, 0, 0, cv::INTER_AREA);
    const double rx = shrink ? static_cast<double>(floats.cols) / w : 1, ry = shrink ? static_cast<double>(floats.rows) / h : 1;
    const double mx = (cx - wanted.x) * rx - 0.5, my = (cy - wanted.y) * ry - 0.5;  // the cover's middle in `floats`
    const double ox = (g.outer.width - 1) / 2.0, oy = (g.outer.height - 1) / 2.0;
    const cv::Matx23d back(1 / px, 0, mx - ox / px, 0, 1 / py, my - oy / py);
    cv::warpAffine(floats, result, back, g.outer, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    return result;
}

cv::Point2f Cover::align(const cv::Mat& cut, const CoverReference& to, float& score) const {
    const CoverGeometry& g = *geometry_;
    const int reach = g.pad - 1, side = 2 * reach + 1;
    cv::Mat gx, gy, match, more, sums;
    gradients(cut, gx, gy);
    // Sums of products at all shifts at once.
    cv::mulSpectrums(spectrum(gx), to.around_x, match, 0, true);
    cv::mulSpectrums(spectrum(gy), to.around_y, more, 0, true);
    cv::dft(match + more, match, cv::DFT_INVERSE | cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    cv::integral(gx.mul(gx) + gy.mul(gy), sums, CV_64F);
    // Sum over the columns [from, to) of a row, and over the patch at a place without the cover.
    auto row = [&](int y, int from, int to) {
        const double *below = sums.ptr<double>(y + 1), *above = sums.ptr<double>(y);
        return below[to] - above[to] - below[from] + above[from];
    };
    auto energy = [&](int left, int top) {
        const double *end = sums.ptr<double>(top + g.inner.height), *start = sums.ptr<double>(top);
        double sum = end[left + g.inner.width] - start[left + g.inner.width] - end[left] + start[left];
        for (int y = 0; y < g.inner.height; y++) {
            if (!g.rows[y].empty()) sum -= row(top + y, left + g.rows[y].start, left + g.rows[y].end);
        }
        return std::max(0.0, sum);
    };
    std::vector<float> fit(side * side);
    for (int j = -reach; j <= reach; j++) {
        for (int i = -reach; i <= reach; i++) {
            const double product = match.at<float>(g.pad + j, g.pad + i);
            fit[(j + reach) * side + i + reach] = static_cast<float>(product / std::sqrt((energy(g.pad + i, g.pad + j) + 1) * (to.gradient_energy + 1)));
        }
    }
    const int best = static_cast<int>(std::max_element(fit.begin(), fit.end()) - fit.begin()), still = fit.size() / 2;
    const int x = best % side, y = best / side;
    score = fit[best];
    if (score < fit[still] + kAlignGain || x == 0 || y == 0 || x == side - 1 || y == side - 1) {
        score = fit[still];
        return {0, 0};
    }
    auto peak = [](float a, float b, float c) { return std::abs(a - 2 * b + c) < 1e-9f ? 0.f : std::clamp(0.5f * (a - c) / (a - 2 * b + c), -0.5f, 0.5f); };
    return {x - reach + peak(fit[best - 1], score, fit[best + 1]), y - reach + peak(fit[best - side], score, fit[best + side])};
}

cv::Mat Cover::spectrum(const cv::Mat& gradient) const {
    cv::Mat result;
    cv::copyMakeBorder(gradient, result, 0, geometry_->padded.height - gradient.rows, 0, geometry_->padded.width - gradient.cols, cv::BORDER_CONSTANT);
    cv::dft(result, result, 0, gradient.rows);
    return result;
}

cv::Mat Cover::shifted(const cv::Mat& cut, cv::Point2f by) const {
    const CoverGeometry& g = *geometry_;
    if (by == cv::Point2f(0, 0)) return cut({{g.pad, g.pad}, g.inner}).clone();
    const cv::Matx23f back(1, 0, g.pad + by.x, 0, 1, g.pad + by.y);
    cv::Mat result;
    cv::warpAffine(cut, result, back, g.inner, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
    return result;
}

ugv_cover_look Cover::look(const cv::Mat& grey, cv::Size full) {
    place(full);
    const cv::Mat whole = cut(grey);
    ugv_cover_look result{-1, 0, 0, 1};
    cv::Point2f shift(0, 0);
    if (!references_.empty()) {
        shift = align(whole, references_[best_], result.alignment);
    } else if (draft_) {
        shift = align(whole, *draft_, result.alignment);
    }
    result.shift_x = shift.x;
    result.shift_y = shift.y;
    const cv::Mat patch = shifted(whole, shift);
    if (references_.empty() && !draft_) draft_ = learn(patch, kFreshNoise);
    const float light = median_of(patch, geometry_->ring);
    float noise = 0;
    if (!kept_.empty()) {
        const Kept& before = kept_.back();
        const cv::Mat difference = patch - before.patch * ((light + 4) / (before.light + 4));
        noise = noise_of(difference);
        result.motion = motion(difference, noise);
        if (result.motion > kStill) result.motion = std::min(result.motion, motion_but_for_shake(patch, light, before, noise));
    }
    if (kept_.size() == kCoverLooks) kept_.erase(kept_.begin());
    kept_.push_back({patch, light, result.motion, noise});
    return result;
}

void Cover::next() {
    if (kept_.size() > 1) kept_.erase(kept_.begin(), kept_.end() - 1);
    // What stays is there to measure motion against; it has been decided on.
    if (!kept_.empty()) kept_.front().motion = 2;
}

float Cover::motion(const cv::Mat& difference, float noise) const {
    const CoverGeometry& g = *geometry_;
    cv::Mat smooth;
    cv::blur(difference, smooth, {3, 3});
    const float *d = smooth.ptr<float>(), level = std::max(settings_.motion_levels, kMotionNoise * noise);
    int moved = 0;
    for (int at : g.inside) moved += std::abs(d[at]) > level;
    for (int at : g.rim) moved += std::abs(d[at]) > level;
    return static_cast<float>(moved) / (g.inside.size() + g.rim.size());
}

// Around a cover that lies beside its hole there may be little left to align on: what a shift of the whole patch undoes moved with the
// camera.
float Cover::motion_but_for_shake(const cv::Mat& now, float light, const Kept& before, float noise) const {
    cv::Mat padded;
    cv::copyMakeBorder(now, padded, kShake, kShake, kShake, kShake, cv::BORDER_REPLICATE);
    const cv::Mat then = before.patch * ((light + 4) / (before.light + 4));
    float least = 1;
    for (int y = 0; y <= 2 * kShake; y++) {
        for (int x = 0; x <= 2 * kShake; x++) least = std::min(least, motion(padded({{x, y}, now.size()}) - then, noise));
    }
    return least;
}

// Of one picture, from the difference of two, on the surroundings; whoever passes there must take half of them to count.
float Cover::noise_of(const cv::Mat& difference) const {
    std::vector<float> off;
    off.reserve(geometry_->ring.size());
    for (int at : geometry_->ring) off.push_back(std::abs(difference.ptr<float>()[at]));
    return std::min(kNoiseMost, 1.4826f * median_of(off) / std::sqrt(2.f));
}

float Cover::noise_now() const {
    std::vector<float> noises;
    for (const Kept& k : kept_) {
        if (k.noise > 0) noises.push_back(k.noise);
    }
    return median_of(noises);
}

cv::Mat Cover::median(const std::vector<const cv::Mat*>& patches) const {
    if (patches.size() == 1) return *patches[0];
    cv::Mat result(geometry_->inner, CV_32F);
    std::vector<float> values(patches.size());
    for (size_t at = 0; at < result.total(); at++) {
        for (size_t i = 0; i < patches.size(); i++) values[i] = patches[i]->ptr<float>()[at];
        // Of two the greater is no median: it would gather the bright specks of both.
        result.ptr<float>()[at] = patches.size() == 2 ? (values[0] + values[1]) / 2 : median_of(values);
    }
    return result;
}

ugv_cover_info Cover::teach() {
    std::vector<const cv::Mat*> patches;
    for (Kept& k : kept_) {
        if (k.motion > 1) continue;
        // All as bright as the last, so that a cloud is not taken for noise.
        k.patch *= (kept_.back().light + 4) / (k.light + 4);
        k.light = kept_.back().light;
        patches.push_back(&k.patch);
    }
    if (patches.empty()) throw std::runtime_error("there is no picture to learn the cover from");
    const CoverGeometry& g = *geometry_;
    const cv::Mat patch = median(patches);
    float noise = kFreshNoise;
    if (patches.size() > 2) {
        std::vector<float> off;
        for (const cv::Mat* p : patches) {
            for (int at : g.ring) off.push_back(std::abs(p->ptr<float>()[at] - patch.ptr<float>()[at]));
        }
        noise = std::clamp(1.4826f * median_of(off), 1.f, kNoiseMost);
    }
    references_.push_back(learn(patch, noise));
    best_ = static_cast<int>(references_.size()) - 1;
    draft_.reset();
    const float floor = texture_floor(noise);
    auto textured = [&](const std::vector<int>& where) {
        const float* v = references_.back().variance.ptr<float>();
        return static_cast<float>(std::count_if(where.begin(), where.end(), [&](int at) { return v[at] > floor; })) / where.size();
    };
    const ugv_cover_info info{picture_width_, g.cover_width, textured(g.core), textured(g.ring), noise};
    next();
    return info;
}

void Cover::forget(int reference) {
    references_.erase(references_.begin() + reference);
    best_ = 0;
    if (references_.empty()) kept_.clear();
}

ugv_cover_features Cover::compare(float motion_max) {
    if (references_.empty()) throw std::runtime_error("the cover has not been taught");
    std::vector<const cv::Mat*> all, still;
    for (const Kept& k : kept_) {
        if (k.motion > 1) continue;
        all.push_back(&k.patch);
        if (k.motion <= motion_max) still.push_back(&k.patch);
    }
    if (all.empty()) throw std::runtime_error("there is no look to compare");
    const cv::Mat patch = median(still.empty() ? all : still);
    ugv_cover_features best{};
    const float noise = noise_now();
    for (size_t i = 0; i < references_.size(); i++) {
        ugv_cover_features f = features(patch, references_[i], noise);
        f.reference = static_cast<int>(i);
        if (i == 0 || f.structure + f.gradient > best.structure + best.gradient) best = f;
    }
    best_ = best.reference;
    best.looks = static_cast<int>(all.size());
    best.quiet = static_cast<int>(still.size());
    return best;
}

}  // namespace ugv
