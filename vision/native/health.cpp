#include "health.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include "jpeg.h"

namespace ugv {

namespace {

constexpr int kCell = 10;          // pixels of the coarse grid; a cell is a sixteenth of the picture's width
constexpr int kStillCell = 10;     // pixels of the fine grid
constexpr float kDarkFloor = 20;   // grey levels added to a cell's brightness, so that noise at night is no structure
constexpr float kEdgeFloor = 6;    // gradient at which an edge counts half
constexpr float kEdgeShare = 0.1f;  // share of a cell that must be edge for its sharpness to be judged
constexpr int kClipped = 250;
constexpr float kOverlapMin = 0.4f;  // share of the landmarks that must stay in the picture for a shift to be believed

cv::Mat decode_grey(const uint8_t* jpeg, int length, cv::Size size, cv::Size wanted) {
    auto covers = [&](int n) { return size.width / n >= wanted.width && size.height / n >= wanted.height; };
    const int flags = covers(8)   ? cv::IMREAD_REDUCED_GRAYSCALE_8
                      : covers(4) ? cv::IMREAD_REDUCED_GRAYSCALE_4
                      : covers(2) ? cv::IMREAD_REDUCED_GRAYSCALE_2
                                  : cv::IMREAD_GRAYSCALE;
    cv::Mat picture = cv::imdecode(cv::Mat(1, length, CV_8U, const_cast<uint8_t*>(jpeg)), flags | cv::IMREAD_IGNORE_ORIENTATION);
    if (picture.empty()) throw unreadable("OpenCV cannot decode the JPEG's data");
    return picture;
}

void gradient(const cv::Mat& grey, cv::Mat& dx, cv::Mat& dy) {
    cv::Sobel(grey, dx, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(grey, dy, CV_32F, 0, 1, 3, 0.125);
}

cv::Mat lengths(const cv::Mat& dx, const cv::Mat& dy) {
    cv::Mat length;
    cv::magnitude(dx, dy, length);
    return length;
}

// Mean of each cell of `size` pixels.
cv::Mat means(const cv::Mat& values, cv::Size cells, int size) {
    cv::Mat means;
    cv::resize(values({0, 0, cells.width * size, cells.height * size}), means, cells, 0, 0, cv::INTER_AREA);
    return means;
}

}  // namespace

cv::Rect Health::cell_rect(int cell) const {
    return {cell % cells_.width * kCell, cell / cells_.width * kCell, kCell, kCell};
}

ugv_health_look Health::look(const uint8_t* jpeg, int length, double seconds) {
    const cv::Size size = jpeg_size(jpeg, length);
    const cv::Mat picture = decode_grey(jpeg, length, size, grid_for(size, settings_.grid_pixels));
    if (size != picture_) resize_to(size);
    if (picture.size() == fine_size_) fine_ = picture;
    else cv::resize(picture, fine_, fine_size_, 0, 0, cv::INTER_AREA);

    ugv_health_look look{};
    look.width = size.width;
    look.height = size.height;
    exposure(look);
    stillness(seconds, look);
    see_edges();
    const int structured = static_cast<int>(std::count_if(now_.energy.begin(), now_.energy.end(), [&](float e) { return e >= settings_.structure_level; }));
    look.structure = structured / static_cast<float>(now_.energy.size());
    look.references = static_cast<int32_t>(references_.size());
    look.reference = -1;
    Match best;
    for (size_t i = 0; i < references_.size(); i++) {
        const Match m = match(references_[i]);
        if (look.reference >= 0 && m.share <= best.share) continue;
        best = m;
        look.reference = static_cast<int32_t>(i);
    }
    if (look.reference < 0) return look;
    Reference& reference = references_[look.reference];
    reference.used = seconds;
    look.landmarks = reference.landmarks;
    look.landmark_share = reference.landmarks / static_cast<float>(cells_.area());
    look.match = look.shift_match = best.share;
    look.flat = best.flat;
    look.soft = best.soft;
    look.judged_soft = best.judged;
    look.sharpness = best.sharpness;
    if (best.share >= settings_.search_below || structured < reference.landmarks / 4) return look;
    for (auto& r : references_) {
        const Shift shift = find_shift(r);
        if (shift.share <= look.shift_match) continue;
        look.shift_match = shift.share;
        look.shift_x = shift.by.x / static_cast<float>(coarse_size_.width);
        look.shift_y = shift.by.y / static_cast<float>(coarse_size_.height);
    }
    return look;
}

void Health::resize_to(cv::Size picture) {
    picture_ = picture;
    fine_size_ = grid_for(picture, settings_.grid_pixels);
    coarse_size_ = {fine_size_.width / 2, fine_size_.height / 2};
    cells_ = {coarse_size_.width / kCell, coarse_size_.height / kCell};
    watched_ = cv::Mat(fine_size_, CV_8U, cv::Scalar(255));
    for (const auto& polygon : ignored_) {
        std::vector<cv::Point> points;
        for (auto p : polygon) points.emplace_back(static_cast<int>(p.x * fine_size_.width), static_cast<int>(p.y * fine_size_.height));
        cv::fillPoly(watched_, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(0));
    }
    cv::resize(watched_, watched_coarse_, coarse_size_, 0, 0, cv::INTER_AREA);
    cell_watched_.assign(cells_.area(), 0);
    for (int c = 0; c < cells_.area(); c++) cell_watched_[c] = cv::mean(watched_coarse_(cell_rect(c)))[0] > 250;

    still_cells_ = {fine_size_.width / kStillCell, fine_size_.height / kStillCell};
    still_.release();
    forget();
}

void Health::exposure(ugv_health_look& look) const {
    int counts[256] = {};
    int all = 0;
    for (int y = 0; y < fine_.rows; y++) {
        const uint8_t *row = fine_.ptr(y), *watched = watched_.ptr(y);
        for (int x = 0; x < fine_.cols; x++) {
            counts[row[x]] += watched[x] != 0;
            all += watched[x] != 0;
        }
    }
    if (all == 0) return;
    int clipped = 0;
    for (int v = kClipped; v < 256; v++) clipped += counts[v];
    look.clipped = clipped / static_cast<float>(all);
    int seen = 0;
    for (int v = 0; v < 256; v++) {
        seen += counts[v];
        if (look.bright == 0 && seen >= 0.05 * all) look.bright = static_cast<float>(v);
        if (seen >= 0.95 * all) {
            look.dark = static_cast<float>(v);
            break;
        }
    }
}

// A cell has changed when it differs from its picture at its last change; so slow drift adds up, and a clock's cells alone go on.
void Health::stillness(double seconds, ugv_health_look& look) {
    const int count = still_cells_.area();
    if (still_.empty()) {
        still_ = fine_.clone();
        changed_at_.assign(count, seconds);
        for (int c = 0; c < count; c++) {
            const cv::Rect cell(c % still_cells_.width * kStillCell, c / still_cells_.width * kStillCell, kStillCell, kStillCell);
            if (cv::mean(watched_(cell))[0] < 250) changed_at_[c] = std::numeric_limits<double>::quiet_NaN();
        }
        return;
    }
    std::vector<double> times;
    times.reserve(count);
    for (int c = 0; c < count; c++) {
        if (std::isnan(changed_at_[c])) continue;
        const int left = c % still_cells_.width * kStillCell, top = c / still_cells_.width * kStillCell;
        int difference = 0;
        for (int y = top; y < top + kStillCell; y++) {
            const uint8_t *now = fine_.ptr(y) + left, *then = still_.ptr(y) + left;
            for (int x = 0; x < kStillCell; x++) difference += std::abs(now[x] - then[x]);
        }
        if (difference > settings_.changed_level * kStillCell * kStillCell) {
            changed_at_[c] = seconds;
            const cv::Rect cell(left, top, kStillCell, kStillCell);
            fine_(cell).copyTo(still_(cell));
        }
        times.push_back(changed_at_[c]);
    }
    if (times.empty()) return;
    const size_t allowed = std::min(times.size() - 1, static_cast<size_t>(settings_.still_share * times.size()));
    std::nth_element(times.begin(), times.begin() + allowed, times.end(), std::greater<>());
    look.still_seconds = seconds - times[allowed];
}

void Health::see_edges() {
    cv::Mat dx, dy, smooth, coarse;
    gradient(fine_, dx, dy);
    cv::Mat sharp = lengths(dx, dy), soft;
    cv::GaussianBlur(fine_, smooth, {}, 2);
    gradient(smooth, dx, dy);
    // Only where there is an edge: elsewhere the fine gradient is noise, which a soft picture has as well.
    cv::threshold(lengths(dx, dy), soft, settings_.soft_gradient, 0, cv::THRESH_TOZERO);
    const cv::Mat edge = soft > 0;
    sharp.setTo(0, ~edge);
    cv::multiply(sharp, sharp, sharp);  // squares: the sum of plain lengths across an edge is its height, however soft it is
    cv::multiply(soft, soft, soft);
    const cv::Mat sharp_sum = means(sharp, cells_, 2 * kCell), soft_sum = means(soft, cells_, 2 * kCell), edges = means(edge, cells_, 2 * kCell);
    now_.sharpness.assign(cells_.area(), -1);
    for (int c = 0; c < cells_.area(); c++) {
        if (!cell_watched_[c] || edges.ptr()[c] < kEdgeShare * 255) continue;
        now_.sharpness[c] = std::max(0.f, sharp_sum.ptr<float>()[c] / soft_sum.ptr<float>()[c] - 1);
    }

    cv::resize(fine_, coarse, coarse_size_, 0, 0, cv::INTER_AREA);
    cv::blur(coarse, coarse, {3, 3});
    gradient(coarse, dx, dy);
    now_.x.create(coarse_size_, CV_32F);
    now_.y.create(coarse_size_, CV_32F);
    for (int y = 0; y < coarse_size_.height; y++) {
        const float *gx = dx.ptr<float>(y), *gy = dy.ptr<float>(y);
        const uint8_t* watched = watched_coarse_.ptr(y);
        float *qx = now_.x.ptr<float>(y), *qy = now_.y.ptr<float>(y);
        for (int x = 0; x < coarse_size_.width; x++) {
            const float squared = gx[x] * gx[x] + gy[x] * gy[x], length = std::sqrt(squared) + 1e-6f;
            const float scale = watched[x] == 255 ? 1 / (length * (length + kEdgeFloor)) : 0;
            qx[x] = (gx[x] * gx[x] - gy[x] * gy[x]) * scale;
            qy[x] = 2 * gx[x] * gy[x] * scale;
        }
    }
    const cv::Mat strength = means(lengths(dx, dy), cells_, kCell), light = means(coarse, cells_, kCell);
    now_.energy.assign(cells_.area(), 0);
    for (int c = 0; c < cells_.area(); c++)
        if (cell_watched_[c]) now_.energy[c] = strength.ptr<float>()[c] / (light.ptr()[c] + kDarkFloor);
}

namespace {

// Correlation of two fields of edges inside equal boxes.
float likeness(const View& a, cv::Rect in_a, const View& b, cv::Rect in_b) {
    float ab = 0, aa = 0, bb = 0;
    for (int y = 0; y < in_a.height; y++) {
        const float *ax = a.x.ptr<float>(in_a.y + y) + in_a.x, *ay = a.y.ptr<float>(in_a.y + y) + in_a.x;
        const float *bx = b.x.ptr<float>(in_b.y + y) + in_b.x, *by = b.y.ptr<float>(in_b.y + y) + in_b.x;
        for (int x = 0; x < in_a.width; x++) {
            ab += ax[x] * bx[x] + ay[x] * by[x];
            aa += ax[x] * ax[x] + ay[x] * ay[x];
            bb += bx[x] * bx[x] + by[x] * by[x];
        }
    }
    return aa * bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

}  // namespace

Health::Match Health::match(const Reference& reference) const {
    Match m;
    if (reference.landmarks == 0) return m;
    int same = 0, flat = 0, soft = 0;
    std::vector<float> ratios;
    for (int c = 0; c < cells_.area(); c++) {
        if (!reference.landmark[c]) continue;
        const cv::Rect cell = cell_rect(c);
        const bool alike = likeness(now_, cell, reference, cell) >= settings_.match_likeness;
        same += alike;
        flat += !alike && now_.energy[c] < settings_.flat_ratio * reference.energy[c];
        if (reference.sharpness[c] <= 0 || now_.sharpness[c] < 0) continue;
        const float ratio = now_.sharpness[c] / reference.sharpness[c];
        ratios.push_back(ratio);
        soft += ratio < settings_.soft_ratio;
    }
    const float all = static_cast<float>(reference.landmarks);
    m.share = same / all;
    m.flat = flat / all;
    m.judged = static_cast<int>(ratios.size());
    if (m.judged > 0) {
        m.soft = soft / static_cast<float>(m.judged);
        std::nth_element(ratios.begin(), ratios.begin() + m.judged / 2, ratios.end());
        m.sharpness = ratios[m.judged / 2];
    }
    return m;
}

float Health::match_at(const Reference& reference, cv::Point by) const {
    int same = 0, seen = 0;
    const cv::Rect all({0, 0}, coarse_size_);
    for (int c = 0; c < cells_.area(); c++) {
        if (!reference.landmark[c]) continue;
        const cv::Rect cell = cell_rect(c), there = cell + by;
        if ((there & all) != there) continue;
        seen++;
        same += likeness(now_, there, reference, cell) >= settings_.match_likeness;
    }
    return seen >= kOverlapMin * reference.landmarks ? same / static_cast<float>(seen) : 0;
}

cv::Mat Health::spectrum_of(const View& view) const {
    const cv::Size padded(cv::getOptimalDFTSize(coarse_size_.width * 3 / 2), cv::getOptimalDFTSize(coarse_size_.height * 3 / 2));
    cv::Mat planes[] = {cv::Mat::zeros(padded, CV_32F), cv::Mat::zeros(padded, CV_32F)}, complex;
    view.x.copyTo(planes[0](cv::Rect({0, 0}, coarse_size_)));
    view.y.copyTo(planes[1](cv::Rect({0, 0}, coarse_size_)));
    cv::merge(planes, 2, complex);
    cv::dft(complex, complex);
    return complex;
}

Health::Shift Health::find_shift(Reference& reference) const {
    if (reference.spectrum.empty()) reference.spectrum = spectrum_of(reference);
    cv::Mat product, planes[2];
    cv::mulSpectrums(spectrum_of(now_), reference.spectrum, product, 0, true);
    cv::dft(product, product, cv::DFT_INVERSE);
    cv::split(product, planes);
    cv::Point peak;
    cv::minMaxLoc(planes[0], nullptr, nullptr, nullptr, &peak);
    if (peak.x > planes[0].cols / 2) peak.x -= planes[0].cols;
    if (peak.y > planes[0].rows / 2) peak.y -= planes[0].rows;
    Shift best{peak, match_at(reference, peak)};
    return best;
}

int Health::learn() {
    if (picture_.empty() || now_.x.empty()) throw std::runtime_error("there is no look to learn from");
    if (looks_ == 0) {
        sum_.x = cv::Mat::zeros(coarse_size_, CV_32F);
        sum_.y = cv::Mat::zeros(coarse_size_, CV_32F);
        length_sum_ = cv::Mat::zeros(coarse_size_, CV_32F);
        sum_.energy.assign(cells_.area(), 0);
        sum_.sharpness.assign(cells_.area(), 0);
        sharp_count_.assign(cells_.area(), 0);
    }
    cv::Mat length;
    cv::magnitude(now_.x, now_.y, length);
    sum_.x += now_.x;
    sum_.y += now_.y;
    length_sum_ += length;
    for (int c = 0; c < cells_.area(); c++) {
        sum_.energy[c] += now_.energy[c];
        if (now_.sharpness[c] < 0) continue;
        sum_.sharpness[c] += now_.sharpness[c];
        sharp_count_[c]++;
    }
    return ++looks_;
}

void Health::end_learning(bool keep) {
    if (keep && looks_ > 0) {
        Reference r;
        r.x = sum_.x / looks_;
        r.y = sum_.y / looks_;
        cv::Mat length;
        cv::magnitude(r.x, r.y, length);
        r.energy = sum_.energy;
        r.sharpness = sum_.sharpness;
        r.landmark.assign(cells_.area(), 0);
        for (int c = 0; c < cells_.area(); c++) {
            r.energy[c] /= looks_;
            r.sharpness[c] = sharp_count_[c] * 2 > looks_ ? r.sharpness[c] / sharp_count_[c] : -1;
            const double steady = cv::sum(length(cell_rect(c)))[0], all = cv::sum(length_sum_(cell_rect(c)))[0] / looks_;
            r.landmark[c] = cell_watched_[c] && r.energy[c] >= settings_.structure_level && steady >= settings_.steady_share * all;
            r.landmarks += r.landmark[c];
        }
        if (static_cast<int>(references_.size()) >= std::max(2, settings_.references_max)) {
            references_.erase(std::min_element(references_.begin() + 1, references_.end(), [](auto& a, auto& b) { return a.used < b.used; }));
        }
        references_.push_back(std::move(r));
    }
    looks_ = 0;
}

void Health::forget() {
    references_.clear();
    looks_ = 0;
}

}  // namespace ugv
