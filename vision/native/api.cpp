// The C interface: no exception leaves it.
#include "ugvision.h"

#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include "guard.h"
#include "jpeg.h"
#include "mog2.h"
#include "person.h"
#include "scene.h"

struct ugv_scene : ugv::Scene { using ugv::Scene::Scene; };
struct ugv_mog2 : ugv::Mog2 { using ugv::Mog2::Mog2; };

using ugv::guarded;

namespace {

void text(cv::Mat& picture, const char* words, cv::Point at, double size) {
    if (words == nullptr) return;
    cv::putText(picture, words, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(0, 0, 0), 3, cv::LINE_AA);
    cv::putText(picture, words, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(255, 255, 255), 1, cv::LINE_AA);
}

ugv_buffer annotate(const uint8_t* jpeg, int length, const ugv_drawing& d) {
    cv::Mat picture = ugv::jpeg_decode(jpeg, length);
    const float w = static_cast<float>(picture.cols), h = static_cast<float>(picture.rows);
    const int stroke = std::max(1, picture.cols / 400);
    std::vector<cv::Point> outline;
    for (int i = 0; i < d.outline_count; i++) outline.emplace_back(cvRound(d.outline[2 * i] * w), cvRound(d.outline[2 * i + 1] * h));
    if (outline.size() > 2) cv::polylines(picture, outline, true, cv::Scalar(0, 200, 255), stroke, cv::LINE_AA);
    cv::rectangle(picture, cv::Rect(cvRound(d.x * w), cvRound(d.y * h), cvRound(d.width * w), cvRound(d.height * h)), cv::Scalar(40, 40, 255), stroke + 1);
    const double size = std::max(0.4, picture.rows / 720.0);
    const int line = cvRound(30 * size);
    text(picture, d.title, {line / 3, line}, size);
    text(picture, d.subtitle, {line / 3, 2 * line}, size);
    return ugv::jpeg_encode(picture, 88);
}

}  // namespace

const char* ugv_last_error() { return ugv::last_error().c_str(); }

const char* ugv_opencv_version() {
    static const std::string version = cv::getVersionString();
    return version.c_str();
}

int32_t ugv_scene_open(const ugv_settings* settings, ugv_scene** scene) {
    return guarded([&] { *scene = new ugv_scene(*settings); });
}

void ugv_scene_close(ugv_scene* scene) { delete scene; }

int32_t ugv_scene_zone(ugv_scene* scene, int32_t zone, const float* points, int32_t count) {
    return guarded([&] {
        std::vector<cv::Point2f> polygon;
        for (int i = 0; i < count; i++) polygon.emplace_back(points[2 * i], points[2 * i + 1]);
        scene->set_zone(zone, std::move(polygon));
    });
}

int32_t ugv_scene_feed(ugv_scene* scene, const uint8_t* jpeg, int32_t length, double seconds, ugv_frame* frame) {
    return guarded([&] { *frame = scene->feed(jpeg, length, seconds); });
}

int32_t ugv_scene_blobs(ugv_scene* scene, ugv_blob* blobs, int32_t capacity, int32_t* count) {
    return guarded([&] {
        *count = std::min(capacity, static_cast<int32_t>(scene->blobs().size()));
        std::copy_n(scene->blobs().begin(), *count, blobs);
    });
}

int32_t ugv_scene_cells(ugv_scene* scene, uint8_t* cells, int32_t columns, int32_t rows) {
    return guarded([&] { scene->cells(cells, columns, rows); });
}

int32_t ugv_scene_movers(ugv_scene* scene, ugv_mover* movers, int32_t capacity, int32_t* count) {
    return guarded([&] {
        const auto found = scene->movers();
        *count = std::min(capacity, static_cast<int32_t>(found.size()));
        std::copy_n(found.begin(), *count, movers);
    });
}

int32_t ugv_scene_occupied(ugv_scene* scene, int32_t zone, float* share) {
    return guarded([&] { *share = scene->occupied(zone); });
}

int32_t ugv_scene_reference(ugv_scene* scene, const uint8_t* jpeg, int32_t length, const int32_t* zones, int32_t count) {
    return guarded([&] { scene->set_reference(jpeg, length, {zones, zones + count}); });
}

int32_t ugv_scene_reference_use(ugv_scene* scene, int32_t* use) {
    return guarded([&] { *use = scene->reference_use(); });
}

int32_t ugv_scene_signature(ugv_scene* scene, int32_t x, int32_t y, int32_t width, int32_t height, uint8_t* pixels) {
    return guarded([&] { scene->signature({x, y, width, height}, pixels); });
}

int32_t ugv_scene_background(ugv_scene* scene, int32_t quality, ugv_buffer* result) {
    return guarded([&] { *result = ugv::jpeg_encode(scene->background_picture(), quality); });
}

int32_t ugv_scene_absorb_box(ugv_scene* scene, int32_t x, int32_t y, int32_t width, int32_t height) {
    return guarded([&] { scene->absorb_box({x, y, width, height}); });
}

int32_t ugv_scene_relearn(ugv_scene* scene) {
    return guarded([&] { scene->relearn(); });
}

int32_t ugv_region_take(ugv_scene* scene, int32_t label, int32_t* region) {
    return guarded([&] { *region = scene->take(label); });
}

int32_t ugv_region_drop(ugv_scene* scene, int32_t region) {
    return guarded([&] { scene->drop(region); });
}

int32_t ugv_region_look(ugv_scene* scene, int32_t region, ugv_look* look) {
    return guarded([&] { *look = scene->look(region); });
}

int32_t ugv_region_features(ugv_scene* scene, int32_t region, ugv_features* features) {
    return guarded([&] { *features = scene->features(region); });
}

int32_t ugv_region_place(ugv_scene* scene, int32_t region, int32_t zone, ugv_place* place) {
    return guarded([&] { *place = scene->place(region, zone); });
}

int32_t ugv_region_same_colours(ugv_scene* scene, int32_t region, int32_t other, float* likeness) {
    return guarded([&] { *likeness = scene->same_colours(region, other); });
}

int32_t ugv_region_moved(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, double since, int32_t around_only,
                         int32_t* pixels) {
    return guarded([&] { *pixels = scene->moved(region, zone, reach, since, around_only != 0); });
}

int32_t ugv_region_others(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, int32_t* pixels) {
    return guarded([&] { *pixels = scene->others(region, zone, reach); });
}

int32_t ugv_region_figure(ugv_scene* scene, int32_t region, int32_t reach, int32_t* x, int32_t* y, int32_t* width, int32_t* height) {
    return guarded([&] {
        const cv::Rect box = scene->figure(region, reach);
        *x = box.x;
        *y = box.y;
        *width = box.width;
        *height = box.height;
    });
}

int32_t ugv_region_company(ugv_scene* scene, int32_t region, int32_t zone, int32_t reach, ugv_piece* pieces, int32_t capacity,
                           int32_t* count) {
    return guarded([&] {
        const auto found = scene->company(region, zone, reach);
        *count = std::min(capacity, static_cast<int32_t>(found.size()));
        std::copy_n(found.begin(), *count, pieces);
    });
}

int32_t ugv_region_absorb(ugv_scene* scene, int32_t region) {
    return guarded([&] { scene->absorb(region); });
}

int32_t ugv_person_score(const uint8_t* jpeg, int32_t length, float x, float y, float width, float height, float* score) {
    return guarded([&] {
        const cv::Mat picture = ugv::jpeg_decode(jpeg, length);
        const float w = static_cast<float>(picture.cols), h = static_cast<float>(picture.rows);
        *score = ugv::person_score(picture, {x * w, y * h, width * w, height * h});
    });
}

int32_t ugv_jpeg_annotate(const uint8_t* jpeg, int32_t length, const ugv_drawing* drawing, ugv_buffer* result) {
    return guarded([&] { *result = annotate(jpeg, length, *drawing); });
}

int32_t ugv_jpeg_encode(const uint8_t* bgr, int32_t width, int32_t height, int32_t quality, ugv_buffer* result) {
    return guarded([&] { *result = ugv::jpeg_encode(cv::Mat(height, width, CV_8UC3, const_cast<uint8_t*>(bgr)), quality); });
}

void ugv_buffer_free(ugv_buffer* buffer) {
    delete[] buffer->data;
    *buffer = {nullptr, 0};
}

int32_t ugv_mog2_open(int32_t grid_pixels, ugv_mog2** peer) {
    return guarded([&] { *peer = new ugv_mog2(grid_pixels); });
}

void ugv_mog2_close(ugv_mog2* peer) { delete peer; }

int32_t ugv_mog2_feed(ugv_mog2* peer, const uint8_t* jpeg, int32_t length, int32_t* components) {
    return guarded([&] { *components = peer->feed(jpeg, length); });
}
