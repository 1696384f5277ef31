// The C interface of the object detector: no exception leaves it.
#include "guard.h"
#include "objects.h"

struct ugv_objects : ugv::Objects { using ugv::Objects::Objects; };

using ugv::guarded;

int32_t ugv_objects_open(const ugv_object_settings* settings, ugv_objects** objects) {
    return guarded([&] { *objects = new ugv_objects(*settings); });
}

void ugv_objects_close(ugv_objects* objects) { delete objects; }

int32_t ugv_objects_detect(ugv_objects* objects, const uint8_t* jpeg, int32_t length, float x, float y, float width, float height,
                           ugv_object* found, int32_t capacity, int32_t* count) {
    return guarded([&] {
        const auto all = objects->detect(jpeg, length, {x, y, width, height});
        *count = static_cast<int32_t>(all.size());
        std::copy_n(all.begin(), std::min<size_t>(all.size(), capacity), found);
    });
}

int32_t ugv_objects_detect_all(ugv_objects* objects, const uint8_t* jpegs, const int32_t* lengths, int32_t pictures, ugv_object* found,
                               int32_t capacity, int32_t* counts) {
    return guarded([&] {
        std::vector<std::pair<const uint8_t*, int>> each;
        for (int i = 0; i < pictures; jpegs += lengths[i++]) each.emplace_back(jpegs, lengths[i]);
        const auto all = objects->detect_all(each);
        for (int i = 0; i < pictures; i++) {
            counts[i] = all[i] ? static_cast<int32_t>(all[i]->size()) : -1;
            if (all[i]) std::copy_n(all[i]->begin(), std::min<size_t>(all[i]->size(), capacity), found + static_cast<size_t>(i) * capacity);
        }
    });
}

int32_t ugv_objects_batches(ugv_objects* objects) { return objects->batches(); }

const char* ugv_objects_output(ugv_objects* objects) { return objects->output().c_str(); }
