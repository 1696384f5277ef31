#include "canvas_api.h"

#include <opencv2/imgproc.hpp>
#include <algorithm>
#include <cmath>
#include <random>
#include "guard.h"
#include "jpeg.h"

namespace {

constexpr int kShift = 4;  // drawing with sixteenths of pixels
constexpr int kOne = 1 << kShift;

cv::Mat view(const ugv_canvas& c) {
    if (c.pixels == nullptr || c.width <= 0 || c.height <= 0 || (c.channels != 3 && c.channels != 4))
        throw std::invalid_argument("a canvas needs pixels, a size, and 3 or 4 channels");
    return cv::Mat(c.height, c.width, CV_8UC(c.channels), c.pixels);
}

uint32_t hash(uint32_t x, uint32_t y, uint32_t seed) {
    uint32_t h = x * 374761393u + y * 668265263u + seed * 2246822519u;
    h = (h ^ (h >> 13)) * 1274126177u;
    return h ^ (h >> 16);
}

cv::Rect bounds_of(const ugv_stroke& s, const float* p) {
    float left = p[0], right = p[0], top = p[1], bottom = p[1];
    if (s.kind == UGV_ELLIPSE) {
        left -= p[2], right += p[2], top -= p[3], bottom += p[3];
    } else {
        for (int i = 1; i < s.count; i++) {
            left = std::min(left, p[2 * i]), right = std::max(right, p[2 * i]);
            top = std::min(top, p[2 * i + 1]), bottom = std::max(bottom, p[2 * i + 1]);
        }
    }
    const float margin = 2 + s.thickness + 3 * s.blur;
    const int x = static_cast<int>(std::floor(left - margin)), y = static_cast<int>(std::floor(top - margin));
    return {x, y, static_cast<int>(std::ceil(right + margin)) - x + 1, static_cast<int>(std::ceil(bottom + margin)) - y + 1};
}

cv::Point fixed(float x, float y, const cv::Rect& box) {
    return {cvRound((x - box.x) * kOne), cvRound((y - box.y) * kOne)};
}

// The stroke's cover of each pixel of the box, 0..255.
cv::Mat mask_of(const ugv_stroke& s, const float* p, const cv::Rect& box) {
    cv::Mat mask(box.size(), CV_8U, cv::Scalar(0));
    std::vector<cv::Point> points;
    for (int i = 0; i < s.count; i++) points.push_back(fixed(p[2 * i], p[2 * i + 1], box));
    if (s.kind == UGV_ELLIPSE) {
        cv::ellipse(mask, points[0], {cvRound(p[2] * kOne), cvRound(p[3] * kOne)}, 0, 0, 360, cv::Scalar(255), cv::FILLED, cv::LINE_AA, kShift);
    } else if (s.kind == UGV_POLYGON) {
        cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255), cv::LINE_AA, kShift);
    } else {
        for (int i = 1; i < s.count; i++)
            cv::line(mask, points[i - 1], points[i], cv::Scalar(255), std::max(1, cvRound(s.thickness)), cv::LINE_AA, kShift);
    }
    if (s.blur > 0) cv::GaussianBlur(mask, mask, {}, s.blur);
    return mask;
}

void blend(cv::Mat& picture, const cv::Mat& mask, const cv::Rect& box, const cv::Rect& inside, const ugv_stroke& s) {
    const int channels = picture.channels();
    for (int y = inside.y; y < inside.y + inside.height; y++) {
        const uint8_t* cover = mask.ptr(y - box.y) + (inside.x - box.x);
        uint8_t* at = picture.ptr(y) + inside.x * channels;
        const float light = 1 + s.shade * ((y - box.y) / static_cast<float>(box.height) - 0.5f);
        for (int x = 0; x < inside.width; x++, at += channels) {
            if (cover[x] == 0) continue;
            const float a = cover[x] * s.opacity / 255;
            const float grain = s.grain > 0 ? s.grain * ((hash(inside.x + x, y, s.seed) & 0xFF) / 128.0f - 1) : 0;
            const float rgb[3] = {s.blue, s.green, s.red};
            const float over = channels == 4 && at[3] == 0 ? 1 : a;  // on nothing, the colour itself and not a mixture with black
            for (int c = 0; c < 3; c++) at[c] = cv::saturate_cast<uint8_t>(at[c] + over * (rgb[c] * light + grain - at[c]));
            if (channels == 4) at[3] = cv::saturate_cast<uint8_t>(at[3] + a * (255 - at[3]));
        }
    }
}

void paint(cv::Mat picture, const ugv_stroke& s, const float* p) {
    if (s.count < (s.kind == UGV_POLYGON ? 3 : 2)) throw std::invalid_argument("a stroke has too few points");
    const cv::Rect box = bounds_of(s, p);
    const cv::Rect inside = box & cv::Rect({}, picture.size());
    if (inside.empty() || box.area() > 64 * 1000 * 1000) return;
    blend(picture, mask_of(s, p, box), box, inside, s);
}

void sprite(cv::Mat picture, const cv::Mat& thing, cv::Rect2f to, float opacity, float light) {
    const cv::Size size(std::max(1, cvRound(to.width)), std::max(1, cvRound(to.height)));
    cv::Mat scaled, moved;
    cv::resize(thing, scaled, size, 0, 0, size.width < thing.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    const int left = static_cast<int>(std::floor(to.x)), top = static_cast<int>(std::floor(to.y));
    const cv::Matx23f shift(1, 0, to.x - left, 0, 1, to.y - top);
    cv::warpAffine(scaled, moved, shift, {size.width + 1, size.height + 1}, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(0));
    const cv::Rect box(left, top, moved.cols, moved.rows);
    const cv::Rect inside = box & cv::Rect({}, picture.size());
    for (int y = inside.y; y < inside.y + inside.height; y++) {
        const uint8_t* from = moved.ptr(y - box.y) + (inside.x - box.x) * 4;
        uint8_t* at = picture.ptr(y) + inside.x * picture.channels();
        for (int x = 0; x < inside.width; x++, from += 4, at += picture.channels()) {
            const float a = from[3] * opacity / 255;
            if (a <= 0) continue;
            for (int c = 0; c < 3; c++) at[c] = cv::saturate_cast<uint8_t>(at[c] + a * (from[c] * light - at[c]));
            if (picture.channels() == 4) at[3] = cv::saturate_cast<uint8_t>(at[3] + a * (255 - at[3]));
        }
    }
}

// Noise of variance one, drawn once; each frame begins elsewhere in it.
const std::vector<float>& noise_table() {
    static const std::vector<float> table = [] {
        std::mt19937 random(12345);
        std::vector<float> values(1 << 18);
        for (size_t i = 0; i < values.size(); i++) {
            float sum = 0;  // of uniform values, since the library's normal distribution is not the same everywhere
            for (int k = 0; k < 6; k++) sum += static_cast<float>(random() / 4294967296.0 - 0.5);
            values[i] = sum * 1.41421356f;
        }
        return values;
    }();
    return table;
}

void grade(cv::Mat picture, const cv::Mat& gain, const cv::Mat& veil, const float tint[3], float noise, uint32_t seed) {
    cv::Mat gains, veils;
    cv::resize(gain, gains, picture.size(), 0, 0, cv::INTER_LINEAR);
    cv::resize(veil, veils, picture.size(), 0, 0, cv::INTER_LINEAR);
    const std::vector<float>& table = noise_table();
    if (picture.cols * 3 >= static_cast<int>(table.size())) throw std::invalid_argument("the picture is too wide");
    for (int y = 0; y < picture.rows; y++) {
        uint8_t* at = picture.ptr(y);
        const float* g = gains.ptr<float>(y);
        const float* v = veils.ptr<float>(y);
        const float* n = table.data() + hash(y, 1, seed) % (static_cast<uint32_t>(table.size()) - 3 * picture.cols);
        for (int x = 0; x < picture.cols; x++)
            for (int c = 0; c < 3; c++) {
                const int i = 3 * x + c;
                const float lit = at[i] * g[i];
                at[i] = cv::saturate_cast<uint8_t>(lit + v[x] * (tint[c] - lit) + noise * n[i]);
            }
    }
}

}  // namespace

using ugv::guarded;

int32_t ugv_canvas_paint(const ugv_canvas* canvas, const ugv_stroke* strokes, int32_t count, const float* points) {
    return guarded([&] {
        for (int i = 0; i < count; i++) paint(view(*canvas), strokes[i], points + 2 * strokes[i].first);
    });
}

int32_t ugv_canvas_sprite(const ugv_canvas* canvas, const ugv_canvas* thing, float x, float y, float width, float height,
                          float opacity, float light) {
    return guarded([&] { sprite(view(*canvas), view(*thing), {x, y, width, height}, opacity, light); });
}

int32_t ugv_canvas_warp(const ugv_canvas* canvas, float dx, float dy, float degrees, float zoom) {
    return guarded([&] {
        cv::Mat picture = view(*canvas);
        const cv::Mat source = picture.clone();
        cv::Mat turn = cv::getRotationMatrix2D({picture.cols / 2.0f, picture.rows / 2.0f}, degrees, zoom);
        turn.at<double>(0, 2) += dx;
        turn.at<double>(1, 2) += dy;
        cv::warpAffine(source, picture, turn, picture.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    });
}

int32_t ugv_canvas_blur(const ugv_canvas* canvas, float sigma) {
    return guarded([&] {
        cv::Mat picture = view(*canvas);
        cv::GaussianBlur(picture, picture, {}, sigma);
    });
}

int32_t ugv_canvas_text(const ugv_canvas* canvas, const char* text, float x, float y, float size, float blue, float green, float red) {
    return guarded([&] {
        cv::Mat picture = view(*canvas);
        const cv::Point at(cvRound(x), cvRound(y));
        cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(0, 0, 0, 255), 3, cv::LINE_AA);
        cv::putText(picture, text, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(blue, green, red, 255), 1, cv::LINE_AA);
    });
}

int32_t ugv_canvas_jpeg(const ugv_canvas* canvas, const uint8_t* jpeg, int32_t length, int32_t x, int32_t y, int32_t width, int32_t height) {
    return guarded([&] {
        cv::Mat picture = view(*canvas);
        cv::Mat box = picture(cv::Rect(x, y, width, height));
        cv::resize(ugv::jpeg_decode(jpeg, length, box.size()), box, box.size(), 0, 0, cv::INTER_AREA);
    });
}

int32_t ugv_canvas_grade(const ugv_canvas* canvas, const float* gain, const float* veil, int32_t columns, int32_t rows,
                         float veil_blue, float veil_green, float veil_red, float noise, int32_t seed) {
    return guarded([&] {
        const cv::Mat gains(rows, columns, CV_32FC3, const_cast<float*>(gain));
        const cv::Mat veils(rows, columns, CV_32F, const_cast<float*>(veil));
        const float tint[3] = {veil_blue, veil_green, veil_red};
        grade(view(*canvas), gains, veils, tint, noise, static_cast<uint32_t>(seed));
    });
}
