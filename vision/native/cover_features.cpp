// What is compared between a patch and a reference.
#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include "cover.h"
#include "cover_pixels.h"

namespace ugv {

namespace {

constexpr float kLogOffset = 4;     // grey levels added before a ratio is taken
constexpr float kNoiseGrace = 1.25f;  // a lesson's noise is believed unless the looks have so many times more
constexpr float kStandLevels = 6;     // grey levels that a smoothed pixel must differ by to belong to somebody who stands there …
constexpr float kStandNoise = 1.2f;   // … and standard deviations of the picture's noise, thrice those of the smoothed pixel
constexpr int kStandGap = 5;          // rows
constexpr int kStandEdge = 2;         // rows: the smoothing and the alignment may cost so many

void local_moments(const cv::Mat& patch, float sigma, cv::Mat& mean, cv::Mat& variance) {
    cv::GaussianBlur(patch, mean, {0, 0}, sigma);
    cv::GaussianBlur(patch.mul(patch), variance, {0, 0}, sigma);
    variance = cv::max(variance - mean.mul(mean), 0);
}

// Correlation of two vector fields.
float field_likeness(const cv::Mat& ax, const cv::Mat& ay, const cv::Mat& bx, const cv::Mat& by, const std::vector<int>& where) {
    const float *pax = ax.ptr<float>(), *pay = ay.ptr<float>(), *pbx = bx.ptr<float>(), *pby = by.ptr<float>();
    double match = 0, a = 1e-3, b = 1e-3;
    for (int i : where) {
        match += pax[i] * pbx[i] + pay[i] * pby[i];
        a += pax[i] * pax[i] + pay[i] * pay[i];
        b += pbx[i] * pbx[i] + pby[i] * pby[i];
    }
    return static_cast<float>(match / std::sqrt(a * b));
}

// Agreement of directions, whatever their strength now, weighted by their strength in the reference.
float direction_likeness(const cv::Mat& ax, const cv::Mat& ay, const cv::Mat& bx, const cv::Mat& by, const std::vector<int>& where) {
    const float *pax = ax.ptr<float>(), *pay = ay.ptr<float>(), *pbx = bx.ptr<float>(), *pby = by.ptr<float>();
    double match = 0, weight = 1e-3;
    for (int i : where) {
        const float a = std::sqrt(pax[i] * pax[i] + pay[i] * pay[i]) + 0.5f, b = std::sqrt(pbx[i] * pbx[i] + pby[i] * pby[i]);
        match += (pax[i] * pbx[i] + pay[i] * pby[i]) / (a * (b + 0.5f)) * b;
        weight += b;
    }
    return static_cast<float>(match / weight);
}

float likeness(const cv::Mat& a, const cv::Mat& b, const std::vector<int>& where, double floor) {
    const float *pa = a.ptr<float>(), *pb = b.ptr<float>();
    double match = 0, aa = floor * where.size(), bb = aa;
    for (int i : where) {
        match += pa[i] * pb[i];
        aa += pa[i] * pa[i];
        bb += pb[i] * pb[i];
    }
    return static_cast<float>(match / std::sqrt(aa * bb));
}

struct Weighed {
    double value = 0, high = 0, weight = 1e-6;
};

Weighed weigh(const cv::Mat& structure, const cv::Mat& weight, const std::vector<int>& where, float high) {
    const float *s = structure.ptr<float>(), *w = weight.ptr<float>();
    Weighed sum;
    for (int i : where) {
        sum.value += s[i] * w[i];
        sum.weight += w[i];
        if (s[i] > high) sum.high += w[i];
    }
    return {sum.value / sum.weight, sum.high / sum.weight, sum.weight};
}

float share_below(const cv::Mat& patch, const std::vector<int>& where, float level) {
    const float* p = patch.ptr<float>();
    return static_cast<float>(std::count_if(where.begin(), where.end(), [&](int i) { return p[i] < level; })) / where.size();
}

float mean_log(const cv::Mat& energies, const std::vector<int>& where) {
    double sum = 0;
    for (int i : where) sum += energies.ptr<float>()[i];
    return static_cast<float>(std::log(sum / where.size() + 0.01));
}

float ratio_log(float value, float base) { return std::log((value + kLogOffset) / (base + kLogOffset)); }

}  // namespace

// How strong the relative edges are, everywhere in the patch.
cv::Mat Cover::energies(const cv::Mat& patch) const {
    cv::Mat logarithm, gx, gy, length;
    cv::log(cv::max(patch, 0) + 12, logarithm);
    cv::Sobel(logarithm, gx, CV_32F, 1, 0);
    cv::Sobel(logarithm, gy, CV_32F, 0, 1);
    cv::magnitude(gx, gy, length);
    return length;
}

CoverReference Cover::learn(const cv::Mat& patch, float noise) const {
    const CoverGeometry& g = *geometry_;
    CoverReference r;
    r.patch = patch.clone();
    r.noise = noise;
    local_moments(patch, g.sigma, r.mean, r.variance);
    gradients(patch, r.gx, r.gy);
    const cv::Mat around_x = r.gx.mul(g.surroundings), around_y = r.gy.mul(g.surroundings);
    r.around_x = spectrum(around_x);
    r.around_y = spectrum(around_y);
    r.gradient_energy = around_x.dot(around_x) + around_y.dot(around_y);
    r.detail = fine_detail(patch, 1.5f * g.sigma);
    r.finest = fine_detail(patch, g.sigma);
    r.ring_median = median_of(patch, g.ring);
    r.core_median = median_of(patch, g.core);
    r.dark = share_below(patch, g.core, settings_.dark_level * r.ring_median);
    r.low = ratio_log(percentile_of(patch, g.core, 0.1f), r.ring_median);
    const cv::Mat edges = energies(patch);
    r.energy = mean_log(edges, g.core);
    r.energy_ring = mean_log(edges, g.ring);
    return r;
}

ugv_cover_features Cover::features(const cv::Mat& patch, const CoverReference& to, float noise_now) const {
    const CoverGeometry& g = *geometry_;
    ugv_cover_features f{};
    // A reference of one picture does not know its noise, and rain or a night bring more than a day's reference has.
    const float noise = std::max(to.noise, noise_now / kNoiseGrace);
    f.noise = noise;
    const float ring = median_of(patch, g.ring);
    f.gain = (ring + 1) / (to.ring_median + 1);

    // Local correlation with a floor for the noise, which grows and shrinks with the light.
    cv::Mat mean, variance, product, covariance, root;
    local_moments(patch, g.sigma, mean, variance);
    cv::GaussianBlur(patch.mul(to.patch), product, {0, 0}, g.sigma);
    covariance = product - mean.mul(to.mean);
    const double c = texture_floor(noise), floor = std::sqrt(c * c * std::max(f.gain * f.gain, 0.15f));
    cv::sqrt(variance.mul(to.variance), root);
    const cv::Mat structure = (covariance + 0.5 * floor) / (root + floor);
    cv::Mat weight;
    cv::sqrt(to.variance, weight);
    weight = weight / (weight + std::sqrt(c));
    const Weighed inside = weigh(structure, weight, g.inside, 0.5f);
    f.structure = static_cast<float>(inside.value);
    f.structure_share = static_cast<float>(inside.high);
    f.structure_rim = static_cast<float>(weigh(structure, weight, g.rim, 0.5f).value);
    f.structure_ring = static_cast<float>(weigh(structure, weight, g.ring, 0.5f).value);
    int bad = 0;
    for (const auto& sector : g.sectors) bad += weigh(structure, weight, sector, 0.5f).value < settings_.structure_low;
    f.sectors_changed = bad / 12.f;

    cv::Mat gx, gy;
    gradients(patch, gx, gy);
    f.gradient = field_likeness(gx, gy, to.gx, to.gy, g.core);
    f.gradient_rim = field_likeness(gx, gy, to.gx, to.gy, g.rim);
    f.gradient_ring = field_likeness(gx, gy, to.gx, to.gy, g.ring);
    f.orientation = direction_likeness(gx, gy, to.gx, to.gy, g.core);
    f.orientation_rim = direction_likeness(gx, gy, to.gx, to.gy, g.rim);
    f.orientation_ring = direction_likeness(gx, gy, to.gx, to.gy, g.ring);

    const cv::Mat detail = fine_detail(patch, 1.5f * g.sigma);
    const double detail_floor = std::pow(noise / (to.ring_median + 10.0), 2);
    f.detail = likeness(detail, to.detail, g.core, detail_floor);
    f.detail_ring = likeness(detail, to.detail, g.ring, detail_floor);

    f.detail_deep = likeness(fine_detail(patch, g.sigma), to.finest, g.deep, detail_floor);
    f.gradient_deep = field_likeness(gx, gy, to.gx, to.gy, g.deep);
    f.structure_deep = static_cast<float>(weigh(structure, weight, g.deep, 0.5f).value);

    f.dark = share_below(patch, g.core, settings_.dark_level * ring) - to.dark;
    f.low = ratio_log(percentile_of(patch, g.core, 0.1f), ring) - to.low;
    f.level = ratio_log(median_of(patch, g.core), ring) - ratio_log(to.core_median, to.ring_median);
    const cv::Mat edges = energies(patch);
    f.texture = mean_log(edges, g.core) - to.energy;
    f.texture_ring = mean_log(edges, g.ring) - to.energy_ring;
    measure_change(structure, mean, to, f);
    f.standing = standing(patch, to, f.gain, noise);
    return f;
}

// Somebody who stands on the cover hides a slim strip from the cover up to the edge of the patch. A hole reaches no farther than the
// cover, and a cover that lies behind its hole is as broad as the hole.
float Cover::standing(const cv::Mat& patch, const CoverReference& to, float gain, float noise) const {
    const CoverGeometry& g = *geometry_;
    const int middle = g.inner.height / 2, top = cvRound((g.inner.height - g.cover_height) / 2);
    cv::Mat changed, labels, stats, centres;
    cv::blur(patch.rowRange(0, middle) - to.patch.rowRange(0, middle) * gain, changed, {3, 3});
    changed = cv::abs(changed) > std::max(kStandLevels, kStandNoise * noise);
    // Where a stripe on the ground is as bright as the trousers the strip is broken.
    cv::morphologyEx(changed, changed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {1, kStandGap}));
    const int count = cv::connectedComponentsWithStats(changed, labels, stats, centres, 8, CV_32S);
    float widest = 0;
    for (int i = 1; i < count; i++) {
        const int y = stats.at<int>(i, cv::CC_STAT_TOP);
        if (y > kStandEdge || y + stats.at<int>(i, cv::CC_STAT_HEIGHT) < top + (middle - top) / 2) continue;
        bool on_cover = false;
        int above = 0;
        for (int row = 0; row < middle; row++) {
            const int* label = labels.ptr<int>(row);
            for (int x = 0; x < g.inner.width; x++) {
                if (label[x] != i) continue;
                above += row < top;
                on_cover |= row >= top && !g.rows[row].empty() && x >= g.rows[row].start && x < g.rows[row].end;
            }
        }
        if (on_cover) widest = std::max(widest, above / (top * g.cover_width));
    }
    return widest;
}

// How far the change that touches the cover reaches: a thing much larger than the cover stands in front of it.
void Cover::measure_change(const cv::Mat& structure, const cv::Mat& mean, const CoverReference& to, ugv_cover_features& f) const {
    const CoverGeometry& g = *geometry_;
    cv::Mat ratio, changed, labels, stats, centres;
    cv::log((mean + 8) / (to.mean * f.gain + 8), ratio);
    // Shadows and snow on the cover go on around it, on both sides; a cover that lies beside its hole is on one side.
    for (int a = 0; a < 6; a++) {
        const auto &one = g.sectors[a], &other = g.sectors[a + 6];
        f.light_low_ring = std::min(f.light_low_ring, std::max(percentile_of(ratio, one, 0.2f), percentile_of(ratio, other, 0.2f)));
        f.light_high_ring = std::max(f.light_high_ring, std::min(percentile_of(ratio, one, 0.8f), percentile_of(ratio, other, 0.8f)));
    }
    changed = (structure < settings_.structure_low) | (cv::abs(ratio) > settings_.light_ratio);
    cv::morphologyEx(changed, changed, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    const int count = cv::connectedComponentsWithStats(changed, labels, stats, centres, 8, CV_32S);
    std::vector<char> touches(count, 0);
    const int* label = labels.ptr<int>();
    for (int at : g.inside) touches[label[at]] = label[at] != 0;
    auto held = [&](const std::vector<int>& where) {
        return static_cast<float>(std::count_if(where.begin(), where.end(), [&](int at) { return touches[label[at]] != 0; }));
    };
    double area = 0;
    for (int i = 1; i < count; i++) area += touches[i] ? stats.at<int>(i, cv::CC_STAT_AREA) : 0;
    f.change_area = static_cast<float>(area / g.area);
    f.change_inside = held(g.inside) / g.inside.size();
    f.change_outside = static_cast<float>(held(g.outside) / g.area);
    f.change_border = held(g.border) / g.border.size();
}

}  // namespace ugv
