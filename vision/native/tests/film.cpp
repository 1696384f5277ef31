#include "canvas_api.h"
#include "drive.h"

namespace drive {

namespace {

std::string place(const char* file, int line) { return std::string(file) + ":" + std::to_string(line) + ": "; }

}  // namespace

void ok(int32_t status, const char* file, int line) {
    if (status != UGV_OK) throw std::runtime_error(place(file, line) + ugv_last_error());
}

void refused(int32_t status, const char* file, int line) {
    if (status == UGV_OK) throw std::runtime_error(place(file, line) + "bad input was taken");
    if (ugv_last_error()[0] == '\0') throw std::runtime_error(place(file, line) + "refused without saying why");
}

void demand(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
}

Bytes take(ugv_buffer& buffer) {
    const Bytes bytes(buffer.data, buffer.data + buffer.length);
    ugv_buffer_free(&buffer);
    return bytes;
}

Bytes encode(const Bytes& bgr, int width, int height, int quality) {
    ugv_buffer result{};
    ok(ugv_jpeg_encode(bgr.data(), width, height, quality, &result));
    return take(result);
}

Bytes broken(const Bytes& jpeg) { return Bytes(jpeg.begin(), jpeg.begin() + static_cast<long>(jpeg.size() / 3)); }

Bytes noise() {
    Bytes bytes(5000);
    uint32_t state = 7;
    for (uint8_t& b : bytes) b = static_cast<uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

Bytes street(double seconds, double light) {
    std::vector<float> points;
    std::vector<ugv_stroke> strokes;
    auto stroke = [&](int kind, std::vector<float> p, float grey, float thickness, float grain) {
        strokes.push_back({kind, static_cast<int32_t>(points.size() / 2), static_cast<int32_t>(p.size() / 2), grey, grey, grey, 1, thickness,
                           0.5f, 0, grain, 5});
        points.insert(points.end(), p.begin(), p.end());
    };
    stroke(UGV_POLYGON, {0, 0, 640, 0, 640, 140, 0, 140}, 90, 0, 14);
    stroke(UGV_POLYGON, {0, 140, 640, 140, 640, 360, 0, 360}, 130, 0, 18);
    for (float x = 40; x < 640; x += 90) stroke(UGV_LINE, {x, 140, x - 30, 360}, 100, 2, 0);
    const float cx = (kCover.x + kCover.width / 2) * kWidth, cy = (kCover.y + kCover.height / 2) * kHeight;
    const float rx = kCover.width * kWidth / 2, ry = kCover.height * kHeight / 2;
    const bool open = seconds > 15;
    stroke(UGV_ELLIPSE, {cx, cy, rx, ry}, 150, 0, 10);
    stroke(UGV_ELLIPSE, {cx, cy, rx * 0.9f, ry * 0.9f}, open ? 12.f : 70.f, 0, open ? 2.f : 30.f);
    for (int k = -2; !open && k <= 2; k++) stroke(UGV_LINE, {cx - rx * 0.6f, cy + static_cast<float>(k) * 6, cx + rx * 0.6f, cy + static_cast<float>(k) * 6}, 160, 2, 0);
    if (seconds > 3) stroke(UGV_POLYGON, {300, 250, 350, 250, 350, 300, 300, 300}, 30, 0, 12);
    const float walker = static_cast<float>(300 + (seconds - 3) * 70);
    stroke(UGV_POLYGON, {walker - 12, 190, walker + 12, 190, walker + 12, 290, walker - 12, 290}, 45, 0, 20);
    stroke(UGV_ELLIPSE, {walker, 178, 10, 13}, 170, 0, 0);

    Bytes pixels(kWidth * kHeight * 3);
    const ugv_canvas canvas{pixels.data(), kWidth, kHeight, 3};
    ok(ugv_canvas_paint(&canvas, strokes.data(), static_cast<int32_t>(strokes.size()), points.data()));
    const std::vector<float> gain(2 * 2 * 3, static_cast<float>(light)), veil(2 * 2, 0.f);
    ok(ugv_canvas_grade(&canvas, gain.data(), veil.data(), 2, 2, 0, 0, 0, 2, static_cast<int32_t>(seconds * 1000)));
    return encode(pixels, kWidth, kHeight);
}

}  // namespace drive
