// C interface of the cover watcher: one taught manhole cover in a fixed camera's picture. Lengths are pixels of the cover's
// work patch unless a name says otherwise. Mirrored in UrbanGrid.Vision/Native/CoverMethods.cs.
#pragma once
#include <cstdint>
#include "ugvision.h"

struct ugv_cover_settings {
    float patch_width;    // a cover wider than this is shrunk to it
    float shift_max;      // how far the picture may have moved against the reference
    float motion_levels;  // grey levels that a pixel must differ from the look before to have moved
    float dark_level;     // share of the surroundings' brightness below which the inside counts as dark
    float structure_low;  // local likeness below which a place counts as changed, 0..1
    float light_ratio;    // natural logarithm of the brightness ratio above which a place counts as changed
};

struct ugv_cover_info {
    float picture_width;  // width of the cover in the picture as sent, its pixels
    float patch_width;    // width of the cover in the work patch
    float texture;        // share of the inside that has structure above the noise, 0..1
    float surroundings;   // the same for the ring around it
    float noise;          // standard deviation of a pixel over the frames of the lesson, grey levels
};

struct ugv_cover_look {
    float motion;            // share of the cover and its rim that moved since the look before; -1 where there was none
    float shift_x, shift_y;  // against the reference
    float alignment;         // correlation of the surroundings' gradients, -1..1
};

struct ugv_cover_features {
    float structure, structure_share, structure_rim, structure_ring;
    float gradient, gradient_rim, gradient_ring;
    float orientation, orientation_rim, orientation_ring;
    float detail, detail_ring;
    float structure_deep, gradient_deep, detail_deep;
    float dark, low, level, texture, texture_ring;
    float light_low_ring, light_high_ring;
    float change_inside, change_area, change_outside, change_border, sectors_changed;
    float gain;
    float standing;  // width, in widths of the cover, of a slim thing that rises from the cover to the upper edge of the patch; 0: none
    float noise;     // standard deviation of a pixel over the looks, grey levels
    int32_t reference, looks, quiet;
};

struct ugv_cover_picture;
struct ugv_cover;

// A frame's brightness, decoded once for all covers of a camera.
UGV_API int32_t ugv_cover_picture_open(ugv_cover_picture** picture);
UGV_API void ugv_cover_picture_close(ugv_cover_picture* picture);
// `wanted_width`: decoded at 1/1, 1/2, 1/4 or 1/8, the smallest that is at least this wide.
UGV_API int32_t ugv_cover_picture_read(ugv_cover_picture* picture, const uint8_t* jpeg, int32_t length, int32_t wanted_width);

// The box is relative to the picture, 0..1.
UGV_API int32_t ugv_cover_open(const ugv_cover_settings* settings, float x, float y, float width, float height, ugv_cover** cover);
UGV_API void ugv_cover_close(ugv_cover* cover);
// Aligns the picture on the surroundings and keeps the patch; at most `kUgvCoverLooks`, the oldest goes.
UGV_API int32_t ugv_cover_look_at(ugv_cover* cover, const ugv_cover_picture* picture, ugv_cover_look* look);
// Forgets the kept patches but for the last, which the next look's motion is measured against.
UGV_API int32_t ugv_cover_next(ugv_cover* cover);
// The median of the kept patches becomes one more reference.
UGV_API int32_t ugv_cover_teach(ugv_cover* cover, ugv_cover_info* info);
UGV_API int32_t ugv_cover_forget(ugv_cover* cover, int32_t reference);
// The median of the kept patches that moved no more than `motion_max`, against the reference that is most like it.
UGV_API int32_t ugv_cover_compare(ugv_cover* cover, float motion_max, ugv_cover_features* features);
