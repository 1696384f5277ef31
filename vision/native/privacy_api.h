// C interface of what keeps people's privacy: black polygons, people blurred. Status and message as in ugvision.h.
#pragma once
#include "ugvision.h"

struct ugv_box { float x, y, width, height; };  // relative to the picture

struct ugv_people_settings {
    float hit_threshold;     // of the HOG people detector; lower finds more
    float scale_step;        // between two sizes it looks for
    float enlarge;           // largest factor the picture is enlarged by, for people smaller than its window
    int32_t enlarged_width;  // no picture is enlarged beyond this width, pixels
    const char* faces;       // file of a Haar cascade of faces; null looks for none
};

// Fills polygons with black. `points` holds x,y pairs relative to the picture, all polygons one after the other; `corners`
// says how many each has, 0 for the whole picture.
UGV_API int32_t ugv_jpeg_mask(const uint8_t* jpeg, int32_t length, const float* points, const int32_t* corners,
                              int32_t polygons, int32_t quality, ugv_buffer* result);

// Upright people, and faces where a cascade is given. More than `capacity` are left out, `count` says how many there were.
UGV_API int32_t ugv_people_find(const uint8_t* jpeg, int32_t length, const ugv_people_settings* settings, ugv_box* boxes,
                                int32_t capacity, int32_t* count);

// Makes what is inside the boxes unrecognisable: a few cells a box, then smoothed. What is outside stays, but for JPEG's loss.
UGV_API int32_t ugv_jpeg_blur(const uint8_t* jpeg, int32_t length, const ugv_box* boxes, int32_t count, int32_t cells,
                              int32_t quality, ugv_buffer* result);
