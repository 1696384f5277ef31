// Light: a change of the whole scene is followed, a shadow or a reflection is taken out of the static mask.
#include "scene.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>

namespace ugv {

namespace {

constexpr int kColumns = 16, kRows = 9, kBlocks = kColumns * kRows;
constexpr float kLikenessMin = 0.85f;     // a block whose structure stayed can tell the light
constexpr float kMovedMin = 0.03f;        // relative change of one block that counts
constexpr float kMajority = 0.4f;         // share of the telling blocks that must have changed
constexpr int kTellingMin = 8;

struct Sums { double n = 0, i = 0, b = 0, ii = 0, bb = 0, ib = 0; };

}  // namespace

// Gain per block, from the correlation of frame and background outside the foreground; empty if the light stayed.
// Without the majority rule a single block's gain would burn a thing that stands there into the background.
cv::Mat Scene::light_gain(const cv::Mat& grey, const Planes& layer, const cv::Mat& occupied, float likeness_min, float majority) const {
    std::array<Sums, kBlocks> sums;
    const bool masked = cv::countNonZero(occupied) * 2 < occupied.size().area();
    std::vector<int> column(grid_.width);
    for (int x = 0; x < grid_.width; x++) column[x] = x * kColumns / grid_.width;
    for (int y = 0; y < grid_.height; y++) {
        Sums* row = &sums[y * kRows / grid_.height * kColumns];
        const uint8_t *i = grey.ptr(y), *busy = occupied.ptr(y);
        const float *b0 = layer[0].ptr<float>(y), *b1 = layer[1].ptr<float>(y), *b2 = layer[2].ptr<float>(y);
        for (int x = 0; x < grid_.width;) {
            const int block = column[x];
            float n = 0, si = 0, sb = 0, sii = 0, sbb = 0, sib = 0;
            for (; x < grid_.width && column[x] == block; x++) {
                const float use = masked && busy[x] ? 0.f : 1.f;
                const float vi = i[x], vb = 0.114f * b0[x] + 0.587f * b1[x] + 0.299f * b2[x];
                n += use;
                si += use * vi;
                sb += use * vb;
                sii += use * vi * vi;
                sbb += use * vb * vb;
                sib += use * vi * vb;
            }
            Sums& s = row[block];
            s.n += n; s.i += si; s.b += sb; s.ii += sii; s.bb += sbb; s.ib += sib;
        }
    }

    const double block_pixels = static_cast<double>(grid_.area()) / kBlocks;
    cv::Mat ratio(kRows, kColumns, CV_32F, cv::Scalar(1)), telling(kRows, kColumns, CV_32F, cv::Scalar(0));
    std::vector<float> ratios;
    int moved = 0;
    for (int k = 0; k < kBlocks; k++) {
        const Sums& s = sums[k];
        if (s.n < block_pixels / 2) continue;
        const double mi = s.i / s.n, mb = s.b / s.n, vi = s.ii / s.n - mi * mi, vb = s.bb / s.n - mb * mb;
        const double likeness = (s.ib / s.n - mi * mb) / std::sqrt(std::max(vi * vb, 1e-3));
        if (likeness <= likeness_min || vb <= 16 || vi <= 4 || mb <= 8) continue;
        const float r = std::clamp(static_cast<float>(mi / mb), 0.3f, 3.f);
        ratio.at<float>(k / kColumns, k % kColumns) = r;
        telling.at<float>(k / kColumns, k % kColumns) = 1;
        ratios.push_back(r);
        moved += std::abs(r - 1) > kMovedMin;
    }
    if (static_cast<int>(ratios.size()) < kTellingMin || moved < majority * ratios.size()) return {};

    std::nth_element(ratios.begin(), ratios.begin() + ratios.size() / 2, ratios.end());
    const float median = ratios[ratios.size() / 2];
    cv::Mat weighted, weight, gain(kRows, kColumns, CV_32F);
    cv::GaussianBlur(ratio.mul(telling), weighted, {5, 5}, 1);
    cv::GaussianBlur(telling, weight, {5, 5}, 1);
    float largest = 0;
    for (int y = 0; y < kRows; y++) {
        for (int x = 0; x < kColumns; x++) {
            float g = (weighted.at<float>(y, x) + 0.05f * median) / (weight.at<float>(y, x) + 0.05f);
            if (telling.at<float>(y, x) > 0) g = 0.7f * ratio.at<float>(y, x) + 0.3f * g;
            largest = std::max(largest, std::abs(g - 1));
            gain.at<float>(y, x) = std::abs(g - 1) < 0.015f ? 1 : g;
        }
    }
    return largest < 0.02f ? cv::Mat() : gain;
}

// Returns the mean gain.
float Scene::follow_light() {
    cv::Mat gain = light_gain(grey_, background_, busy_, kLikenessMin, kMajority);
    if (gain.empty()) return 1;
    cv::Mat fine;
    cv::resize(gain, fine, grid_, 0, 0, cv::INTER_LINEAR);
    for (auto* layer : {&background_, &candidate_}) {
        for (auto& plane : *layer) {
            cv::multiply(plane, fine, plane);
            cv::min(plane, 255.0, plane);
        }
    }
    return static_cast<float>(cv::mean(gain)[0]);
}

// Light scales the colour of the ground and varies smoothly; a thing brings its own colour and edges.
void Scene::remove_light(cv::Mat& still) const {
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(still, labels, stats, centres, 8, CV_32S);
    for (int label = 1; label < count; label++) {
        const cv::Rect box(stats.at<int>(label, 0), stats.at<int>(label, 1), stats.at<int>(label, 2), stats.at<int>(label, 3));
        const cv::Rect view = (box + cv::Size(8, 8) - cv::Point(4, 4)) & frame_rect();
        cv::Mat residual(view.size(), CV_32F), scale(view.size(), CV_32F), grey(view.size(), CV_32F);
        for (int y = 0; y < view.height; y++) {
            const float *b[3], *c[3];
            for (int k = 0; k < 3; k++) {
                b[k] = background_[k].ptr<float>(y + view.y) + view.x;
                c[k] = candidate_[k].ptr<float>(y + view.y) + view.x;
            }
            float *r = residual.ptr<float>(y), *s = scale.ptr<float>(y), *g = grey.ptr<float>(y);
            for (int x = 0; x < view.width; x++) {
                float db = 0, bb = 0, d[3], base[3];
                for (int k = 0; k < 3; k++) {
                    base[k] = b[k][x] + 4;
                    d[k] = c[k][x] - b[k][x];
                    db += d[k] * base[k];
                    bb += base[k] * base[k];
                }
                s[x] = db / bb;
                r[x] = std::max({std::abs(d[0] - s[x] * base[0]), std::abs(d[1] - s[x] * base[1]), std::abs(d[2] - s[x] * base[2])});
                g[x] = 0.114f * d[0] + 0.587f * d[1] + 0.299f * d[2];
            }
        }
        cv::Mat dx, dy, slope;
        cv::Sobel(grey, dx, CV_32F, 1, 0);
        cv::Sobel(grey, dy, CV_32F, 0, 1);
        cv::magnitude(dx, dy, slope);
        cv::blur(slope, slope, {5, 5});
        for (int y = 0; y < box.height; y++) {
            const int* l = labels.ptr<int>(y + box.y) + box.x;
            uint8_t* out = still.ptr(y + box.y) + box.x;
            const int vy = y + box.y - view.y, vx = box.x - view.x;
            const float *r = residual.ptr<float>(vy) + vx, *s = scale.ptr<float>(vy) + vx, *g = slope.ptr<float>(vy) + vx;
            for (int x = 0; x < box.width; x++) {
                const bool light = r[x] < settings_.light_residual && s[x] > settings_.light_darkest &&
                                   s[x] < settings_.light_brightest && g[x] < 8 * settings_.light_slope;  // Sobel sums 8 differences
                if (light && l[x] == label) out[x] = 0;
            }
        }
    }
}

}  // namespace ugv
