// The C interface of the picture's health: no exception leaves it.
#include <algorithm>
#include "guard.h"
#include "health.h"

struct ugv_health : ugv::Health { using ugv::Health::Health; };

using ugv::guarded;

int32_t ugv_health_open(const ugv_health_settings* settings, ugv_health** health) {
    return guarded([&] { *health = new ugv_health(*settings); });
}

void ugv_health_close(ugv_health* health) { delete health; }

int32_t ugv_health_ignore(ugv_health* health, const float* points, int32_t count) {
    return guarded([&] {
        std::vector<cv::Point2f> polygon;
        for (int i = 0; i < count; i++) polygon.emplace_back(points[2 * i], points[2 * i + 1]);
        health->ignore(std::move(polygon));
    });
}

int32_t ugv_health_look_at(ugv_health* health, const uint8_t* jpeg, int32_t length, double seconds, ugv_health_look* look) {
    return guarded([&] { *look = health->look(jpeg, length, seconds); });
}

int32_t ugv_health_learn(ugv_health* health, int32_t* looks) {
    return guarded([&] { *looks = health->learn(); });
}

int32_t ugv_health_end_learning(ugv_health* health, int32_t keep) {
    return guarded([&] { health->end_learning(keep != 0); });
}

int32_t ugv_health_forget(ugv_health* health) {
    return guarded([&] { health->forget(); });
}

int32_t ugv_health_save(ugv_health* health, ugv_buffer* result) {
    return guarded([&] {
        const auto bytes = health->save();
        *result = {nullptr, static_cast<int32_t>(bytes.size())};
        if (bytes.empty()) return;
        result->data = new uint8_t[bytes.size()];
        std::copy(bytes.begin(), bytes.end(), result->data);
    });
}

int32_t ugv_health_load(ugv_health* health, const uint8_t* bytes, int32_t length, int32_t* taken) {
    return guarded([&] { *taken = health->load(bytes, static_cast<size_t>(length)); });
}
