// References of a view as bytes, so that a camera turned while nobody looked is noticed afterwards.
#include <algorithm>
#include <cmath>
#include <cstring>
#include "health.h"

namespace ugv {

namespace {

// Version of the layout and of what is measured: bytes of another one are not taken.
constexpr uint32_t kMark = 0x31475655;  // "UVG1"
constexpr int kSideMax = 1 << 15;
constexpr int kReferencesMax = 64;
constexpr float kSteps = 127;  // edges lie within -1..1; what rounding costs is far below what noise does

class Writer {
public:
    template <typename T>
    void put(T value) { put(&value, 1); }

    template <typename T>
    void put(const T* values, size_t count) {
        const auto* bytes = reinterpret_cast<const uint8_t*>(values);
        bytes_.insert(bytes_.end(), bytes, bytes + count * sizeof(T));
    }

    void put(const cv::Mat& edges) {
        for (int y = 0; y < edges.rows; y++)
            for (int x = 0; x < edges.cols; x++) put(static_cast<int8_t>(std::lround(std::clamp(edges.at<float>(y, x), -1.f, 1.f) * kSteps)));
    }

    std::vector<uint8_t> take() { return std::move(bytes_); }

private:
    std::vector<uint8_t> bytes_;
};

class Reader {
public:
    Reader(const uint8_t* bytes, size_t length) : at_(bytes), left_(length) {}

    template <typename T>
    bool get(T* values, size_t count) {
        if (left_ < count * sizeof(T)) return false;
        std::memcpy(values, at_, count * sizeof(T));
        at_ += count * sizeof(T);
        left_ -= count * sizeof(T);
        return true;
    }

    bool get(cv::Mat& edges, cv::Size size) {
        std::vector<int8_t> steps(size.area());
        if (!get(steps.data(), steps.size())) return false;
        cv::Mat(size, CV_8S, steps.data()).convertTo(edges, CV_32F, 1 / kSteps);
        return true;
    }

    bool is_through() const { return left_ == 0; }

private:
    const uint8_t* at_;
    size_t left_;
};

}  // namespace

std::vector<uint8_t> Health::save() const {
    if (references_.empty()) return {};
    Writer out;
    out.put(kMark);
    const int32_t sizes[] = {picture_.width, picture_.height, settings_.grid_pixels, static_cast<int32_t>(references_.size())};
    out.put(sizes, 4);
    for (const auto& r : references_) {
        out.put(r.x);
        out.put(r.y);
        out.put(r.energy.data(), r.energy.size());
        out.put(r.sharpness.data(), r.sharpness.size());
        out.put(r.landmark.data(), r.landmark.size());
    }
    return out.take();
}

bool Health::load(const uint8_t* bytes, size_t length) {
    Reader in(bytes, length);
    uint32_t mark = 0;
    int32_t sizes[4] = {};
    if (!in.get(&mark, 1) || mark != kMark || !in.get(sizes, 4)) return false;
    const cv::Size picture(sizes[0], sizes[1]);
    const int count = sizes[3];
    if (picture.width < 1 || picture.height < 1 || picture.width > kSideMax || picture.height > kSideMax || sizes[2] != settings_.grid_pixels || count < 1 || count > kReferencesMax)
        return false;
    // The grids follow from the picture's size; they are made on the side, so that bytes which are cut off change nothing.
    Health fresh(settings_);
    fresh.ignored_ = ignored_;
    fresh.resize_to(picture);
    const int cells = fresh.cells_.area();
    for (int i = 0; i < count; i++) {
        Reference r;
        r.energy.resize(cells);
        r.sharpness.resize(cells);
        r.landmark.resize(cells);
        if (!in.get(r.x, fresh.coarse_size_) || !in.get(r.y, fresh.coarse_size_) || !in.get(r.energy.data(), cells) || !in.get(r.sharpness.data(), cells)
            || !in.get(r.landmark.data(), cells))
            return false;
        for (int c = 0; c < cells; c++) {
            if (!std::isfinite(r.energy[c]) || !std::isfinite(r.sharpness[c])) return false;
            r.landmark[c] = r.landmark[c] != 0 && fresh.cell_watched_[c];
            r.landmarks += r.landmark[c];
        }
        fresh.references_.push_back(std::move(r));
    }
    if (!in.is_through()) return false;
    *this = std::move(fresh);
    return true;
}

}  // namespace ugv
