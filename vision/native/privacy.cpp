#include "privacy_api.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <vector>
#include "guard.h"
#include "jpeg.h"

namespace {

constexpr int kWindowWidth = 64, kWindowHeight = 128;  // of the people detector
constexpr int kRim = 48;                               // pixels added on each side before it looks
constexpr float kSamePerson = 0.5f;                    // overlap from which two finds are one

void fill(cv::Mat& picture, const float* points, int corners) {
    if (corners == 0) {
        picture.setTo(cv::Scalar::all(0));
        return;
    }
    std::vector<cv::Point> polygon;
    for (int i = 0; i < corners; i++) polygon.emplace_back(cvRound(points[2 * i] * picture.cols), cvRound(points[2 * i + 1] * picture.rows));
    // The rim is drawn too, so that rounding leaves no line of pixels open.
    cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{polygon}, cv::Scalar::all(0), cv::LINE_8);
    cv::polylines(picture, polygon, true, cv::Scalar::all(0), 3, cv::LINE_8);
}

const cv::HOGDescriptor& people_detector() {
    static const cv::HOGDescriptor hog = [] {
        cv::HOGDescriptor h;
        h.setSVMDetector(cv::HOGDescriptor::getDefaultPeopleDetector());
        return h;
    }();
    return hog;
}

// A classifier is not thread-safe: each thread has its own, one for every file it was asked for.
cv::CascadeClassifier& faces_of(const char* file) {
    thread_local std::map<std::string, std::unique_ptr<cv::CascadeClassifier>> known;
    auto& found = known[file];
    if (!found) {
        found = std::make_unique<cv::CascadeClassifier>();
        if (!found->load(file)) {
            known.erase(file);
            throw std::runtime_error(std::string("not a cascade that OpenCV can read: ") + file);
        }
    }
    return *found;
}

float overlap(const cv::Rect& a, const cv::Rect& b) {
    const float shared = static_cast<float>((a & b).area());
    return shared / static_cast<float>(a.area() + b.area() - (a & b).area());
}

void add(std::vector<cv::Rect>& all, const cv::Rect& one) {
    for (const auto& known : all) {
        if (overlap(known, one) > kSamePerson) return;
    }
    all.push_back(one);
}

void find_people(const cv::Mat& picture, float factor, const ugv_people_settings& s, std::vector<cv::Rect>& all) {
    cv::Mat view = picture;
    if (factor != 1) cv::resize(picture, view, {}, factor, factor, cv::INTER_LINEAR);
    // Somebody whom the picture's rim cuts in half is still found in a picture that goes on as its rim does.
    cv::copyMakeBorder(view, view, kRim, kRim, kRim, kRim, cv::BORDER_REPLICATE);
    if (view.cols < kWindowWidth || view.rows < kWindowHeight) return;
    std::vector<cv::Rect> people;
    people_detector().detectMultiScale(view, people, s.hit_threshold, {8, 8}, {16, 16}, s.scale_step);
    for (const auto& p : people) {
        add(all, {cvFloor((p.x - kRim) / factor), cvFloor((p.y - kRim) / factor), cvCeil(p.width / factor), cvCeil(p.height / factor)});
    }
}

void find_faces(const cv::Mat& picture, const char* file, std::vector<cv::Rect>& all) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    std::vector<cv::Rect> faces;
    faces_of(file).detectMultiScale(grey, faces, 1.1, 4, 0, {16, 16});
    for (const auto& f : faces) all.push_back(f);
}

cv::Rect on_picture(const ugv_box& b, const cv::Mat& picture) {
    const cv::Point from(cvFloor(b.x * picture.cols), cvFloor(b.y * picture.rows));
    const cv::Point to(cvCeil((b.x + b.width) * picture.cols), cvCeil((b.y + b.height) * picture.rows));
    return cv::Rect(from, to) & cv::Rect({0, 0}, picture.size());
}

void blur(cv::Mat& picture, const cv::Rect& box, int cells) {
    if (box.empty()) return;
    cv::Mat inside = picture(box), coarse;
    const double cell = std::max(1.0, std::min(box.width, box.height) / static_cast<double>(cells));
    // Averaged to cells first: what a cell hides cannot be had back by sharpening.
    cv::resize(inside, coarse, {std::max(1, cvRound(box.width / cell)), std::max(1, cvRound(box.height / cell))}, 0, 0, cv::INTER_AREA);
    cv::resize(coarse, inside, box.size(), 0, 0, cv::INTER_CUBIC);
}

}  // namespace

int32_t ugv_jpeg_mask(const uint8_t* jpeg, int32_t length, const float* points, const int32_t* corners, int32_t polygons,
                      int32_t quality, ugv_buffer* result) {
    return ugv::guarded([&] {
        cv::Mat picture = ugv::jpeg_decode(jpeg, length);
        for (int i = 0; i < polygons; i++) {
            fill(picture, points, corners[i]);
            points += 2 * corners[i];
        }
        *result = ugv::jpeg_encode(picture, quality);
    });
}

int32_t ugv_people_find(const uint8_t* jpeg, int32_t length, const ugv_people_settings* settings, ugv_box* boxes, int32_t capacity,
                        int32_t* count) {
    return ugv::guarded([&] {
        const cv::Mat picture = ugv::jpeg_decode(jpeg, length);
        std::vector<cv::Rect> all;
        find_people(picture, 1, *settings, all);
        const float factor = std::min(settings->enlarge, settings->enlarged_width / static_cast<float>(picture.cols));
        if (factor > 1.2f) find_people(picture, factor, *settings, all);
        if (settings->faces != nullptr) find_faces(picture, settings->faces, all);
        *count = static_cast<int32_t>(all.size());
        const float w = static_cast<float>(picture.cols), h = static_cast<float>(picture.rows);
        for (int i = 0; i < std::min(capacity, *count); i++) boxes[i] = {all[i].x / w, all[i].y / h, all[i].width / w, all[i].height / h};
    });
}

int32_t ugv_jpeg_blur(const uint8_t* jpeg, int32_t length, const ugv_box* boxes, int32_t count, int32_t cells, int32_t quality,
                      ugv_buffer* result) {
    return ugv::guarded([&] {
        cv::Mat picture = ugv::jpeg_decode(jpeg, length);
        for (int i = 0; i < count; i++) blur(picture, on_picture(boxes[i], picture), cells);
        *result = ugv::jpeg_encode(picture, quality);
    });
}
