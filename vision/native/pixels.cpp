// The per-pixel states: background, foreground, static.
#include "scene.h"

#include <opencv2/core/hal/intrin.hpp>
#include <algorithm>
#include <cmath>

namespace ugv {

namespace {

inline float max3(float a, float b, float c) { return std::max(std::max(a, b), c); }

constexpr float kSlack = 1.5f;    // seconds: passers-by that happen to look alike, and a low frame rate
constexpr float kNoiseStep = 12;  // grey levels: one outlier does not make a pixel noisy

cv::v_float32x4 all(float value) { return cv::v_setall_f32(value); }

// One row of everything a pixel remembers.
struct Row {
    const uint8_t* now[3];
    float* background[3];
    float* candidate[3];
    float *noise, *support, *since;
    const float* settled;
    uint8_t *foreground, *still;
};

// What a step of the clock does to a pixel.
struct Step {
    float learn, follow, gain, loss_covered, loss_background;
    float earliest;  // a value that is taken now cannot have come before: the old one would have been given up sooner
};

cv::v_float32x4 largest_difference(const cv::v_float32x4 (&value)[3], const float* const (&layer)[3], int x) {
    return cv::v_max(cv::v_max(cv::v_absdiff(value[0], cv::v_load(layer[0] + x)), cv::v_absdiff(value[1], cv::v_load(layer[1] + x))),
                     cv::v_absdiff(value[2], cv::v_load(layer[2] + x)));
}

void move_towards(const cv::v_float32x4 (&value)[3], float* const (&layer)[3], int x, const cv::v_float32x4& rate) {
    for (int k = 0; k < 3; k++) {
        const cv::v_float32x4 old = cv::v_load(layer[k] + x);
        cv::v_store(layer[k] + x, cv::v_muladd(rate, value[k] - old, old));
    }
}

// Four pixels; the masks come back as all ones or zero.
void update_four(const Row& row, const Step& t, const ugv_settings& s, int x, cv::v_uint32x4& foreground, cv::v_uint32x4& still) {
    using F = cv::v_float32x4;
    const F zero = cv::v_setzero_f32();
    F value[3];
    for (int k = 0; k < 3; k++) value[k] = cv::v_cvt_f32(cv::v_reinterpret_as_s32(cv::v_load_expand_q(row.now[k] + x)));
    const F from_background = largest_difference(value, row.background, x);
    const F from_candidate = largest_difference(value, row.candidate, x);
    const F noise = cv::v_load(row.noise + x);
    const F limit = cv::v_min(cv::v_max(cv::v_muladd(all(s.noise_factor), noise, all(s.noise_base)), all(s.threshold_low)), all(s.threshold_high));
    const F differs = from_background > limit, repeats = from_candidate < limit;

    const F learn = cv::v_select(differs, zero, all(t.learn));
    cv::v_store(row.noise + x, cv::v_muladd(learn, cv::v_min(from_background - noise, all(kNoiseStep)), noise));
    move_towards(value, row.background, x, learn);

    const F support = cv::v_load(row.support + x);
    const F loss = cv::v_select(differs, all(t.loss_covered), all(t.loss_background));
    const F kept = cv::v_select(repeats, cv::v_min(support + all(t.gain), all(s.support_max)), support - loss);
    const F restart = kept < zero;  // the old value is given up, the present one takes its place
    move_towards(value, row.candidate, x, cv::v_select(restart, all(1), cv::v_select(repeats, all(t.follow), zero)));
    cv::v_store(row.since + x, cv::v_select(restart, cv::v_max(cv::v_load(row.settled + x), all(t.earliest)), cv::v_load(row.since + x)));
    cv::v_store(row.support + x, cv::v_max(kept, zero));

    F candidate[3];
    for (int k = 0; k < 3; k++) candidate[k] = cv::v_load(row.candidate[k] + x);
    const F apart = largest_difference(candidate, row.background, x);
    foreground = cv::v_reinterpret_as_u32(differs);
    still = cv::v_reinterpret_as_u32((apart > limit) & (kept >= all(s.support_static)));
}

void store_mask(const cv::v_uint32x4 (&masks)[4], uint8_t* to) {
    const cv::v_uint8x16 packed = cv::v_pack_b(masks[0], masks[1], masks[2], masks[3]);
    cv::v_store(to, packed & cv::v_setall_u8(1));
}

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

// Sixteen pixels a turn with OpenCV's portable vectors; the grid's width is a multiple of sixteen.
void Scene::update_pixels(float dt) {
    const auto& s = settings_;
    const Step step{dt / (s.background_tau + dt), dt / (s.candidate_tau + dt), dt, dt * s.decay_covered,
                    dt * s.decay_background,
                    static_cast<float>(last_seconds_ - epoch_) - s.support_max / s.decay_covered - kSlack};
    for (int y = 0; y < grid_.height; y++) {
        Row row{};
        for (int k = 0; k < 3; k++) {
            row.now[k] = now_[k].ptr(y);
            row.background[k] = background_[k].ptr<float>(y);
            row.candidate[k] = candidate_[k].ptr<float>(y);
        }
        row.noise = noise_.ptr<float>(y);
        row.support = support_.ptr<float>(y);
        row.since = since_.ptr<float>(y);
        row.settled = settled_.ptr<float>(y);
        row.foreground = foreground_.ptr(y);
        row.still = static_raw_.ptr(y);
        for (int x = 0; x < grid_.width; x += 16) {
            cv::v_uint32x4 differs[4], stays[4];
            for (int k = 0; k < 4; k++) update_four(row, step, s, x + 4 * k, differs[k], stays[k]);
            store_mask(differs, row.foreground + x);
            store_mask(stays, row.still + x);
        }
    }
}

}  // namespace ugv
