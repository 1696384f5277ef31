// The per-pixel states: background, foreground, static.
#include "scene.h"

#include <algorithm>
#include <cmath>

namespace ugv {

namespace {

inline float max3(float a, float b, float c) { return std::max(std::max(a, b), c); }

}  // namespace

float Scene::foreground_share() const {
    int count = 0, total = 0;
    for (int y = 0; y < grid_.height; y += 2) {
        const uint8_t* i[3];
        const float* b[3];
        for (int k = 0; k < 3; k++) {
            i[k] = now_[k].ptr(y);
            b[k] = background_[k].ptr<float>(y);
        }
        const float* noise = noise_.ptr<float>(y);
        const uint8_t* watched = watched_.ptr(y);
        for (int x = 0; x < grid_.width; x += 2) {
            float difference = max3(std::abs(i[0][x] - b[0][x]), std::abs(i[1][x] - b[1][x]), std::abs(i[2][x] - b[2][x]));
            float limit = std::clamp(settings_.noise_factor * noise[x] + settings_.noise_base, settings_.threshold_low, settings_.threshold_high);
            count += watched[x] & (difference > limit);
            total += watched[x];
        }
    }
    return total == 0 ? 0.f : static_cast<float>(count) / total;
}

void Scene::update_pixels(float dt) {
    const auto& s = settings_;
    const float learn = dt / (s.background_tau + dt), follow = dt / (s.candidate_tau + dt);
    const float gain = dt, loss_covered = dt * s.decay_covered, loss_background = dt * s.decay_background;
    const float clock = static_cast<float>(last_seconds_ - epoch_);
    const float factor = s.noise_factor, base = s.noise_base, low = s.threshold_low, high = s.threshold_high;
    const float support_max = s.support_max, support_static = s.support_static;
    for (int y = 0; y < grid_.height; y++) {
        const uint8_t *__restrict i0 = now_[0].ptr(y), *__restrict i1 = now_[1].ptr(y), *__restrict i2 = now_[2].ptr(y);
        float *__restrict b0 = background_[0].ptr<float>(y), *__restrict b1 = background_[1].ptr<float>(y), *__restrict b2 = background_[2].ptr<float>(y);
        float *__restrict c0 = candidate_[0].ptr<float>(y), *__restrict c1 = candidate_[1].ptr<float>(y), *__restrict c2 = candidate_[2].ptr<float>(y);
        float *__restrict noise = noise_.ptr<float>(y), *__restrict support = support_.ptr<float>(y), *__restrict since = since_.ptr<float>(y);
        uint8_t *__restrict foreground = foreground_.ptr(y), *__restrict still = static_raw_.ptr(y);
        for (int x = 0; x < grid_.width; x++) {
            const float v0 = i0[x], v1 = i1[x], v2 = i2[x];
            const float from_background = max3(std::abs(v0 - b0[x]), std::abs(v1 - b1[x]), std::abs(v2 - b2[x]));
            const float from_candidate = max3(std::abs(v0 - c0[x]), std::abs(v1 - c1[x]), std::abs(v2 - c2[x]));
            const float limit = std::min(std::max(factor * noise[x] + base, low), high);
            const bool differs = from_background > limit, repeats = from_candidate < limit;

            const float a = differs ? 0.f : learn;
            noise[x] += a * std::min(from_background - noise[x], 12.f);
            b0[x] += a * (v0 - b0[x]);
            b1[x] += a * (v1 - b1[x]);
            b2[x] += a * (v2 - b2[x]);

            const float loss = differs ? loss_covered : loss_background;
            float n = repeats ? std::min(support[x] + gain, support_max) : support[x] - loss;
            const bool restart = n < 0.f;  // the old value is given up, the present one takes its place
            const float c = restart ? 1.f : (repeats ? follow : 0.f);
            c0[x] += c * (v0 - c0[x]);
            c1[x] += c * (v1 - c1[x]);
            c2[x] += c * (v2 - c2[x]);
            since[x] = restart ? clock : since[x];
            n = restart ? 0.f : n;
            support[x] = n;

            const float apart = max3(std::abs(c0[x] - b0[x]), std::abs(c1[x] - b1[x]), std::abs(c2[x] - b2[x]));
            foreground[x] = differs ? 1 : 0;
            still[x] = (apart > limit) & (n >= support_static) ? 1 : 0;
        }
    }
}

}  // namespace ugv
