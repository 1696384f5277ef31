// C interface of the picture's health: what one camera's pictures measure, against what it usually shows. Nothing is
// decided here. Mirrored in UrbanGrid.Vision/Native/HealthMethods.cs.
#pragma once
#include "ugvision.h"

struct ugv_health_settings {
    int32_t grid_pixels;        // pixels of the fine grid, e.g. 320 * 180
    float changed_level;        // mean grey levels by which a cell must differ from when it last changed
    float still_share;          // share of cells that may go on changing in a picture that stands still: a burnt-in clock
    float structure_level;      // mean edge strength against brightness from which a cell has structure
    float steady_share;         // length of the mean of a cell's edges against their mean length, from which it is landmark
    float match_likeness;       // correlation of edges from which a cell shows what the reference shows
    float flat_ratio;           // edge strength against the reference below which a cell has lost its structure
    float soft_ratio;           // edge sharpness against the reference below which a cell is soft
    float soft_gradient;        // grey levels per pixel, smoothed, from which a pixel is an edge whose sharpness can be judged
    float search_below;         // share of matching landmarks under which it is asked whether the view was shifted
    int32_t references_max;     // references kept; the first is never given up
};

struct ugv_health_look {
    double still_seconds;       // since when, at most the allowed share of cells aside, nothing has changed
    int32_t width, height;      // of the picture as sent
    float dark;                 // grey level that 95 % of the pixels do not exceed
    float bright;               // grey level that 95 % of the pixels reach
    float clipped;              // share of pixels at 250 or more
    float structure;            // share of cells that have structure
    int32_t references;         // learned
    int32_t reference;          // the best matching, -1 without any
    int32_t landmarks;          // cells with steady structure in it
    float landmark_share;       // of all cells
    float match;                // share of landmarks that are where they were
    float flat;                 // share of landmarks that have lost their structure
    float soft;                 // share of landmarks, of those whose sharpness can be judged, that are soft
    int32_t judged_soft;        // how many those are
    float sharpness;            // median sharpness of those against the reference
    float shift_x, shift_y;     // best shift of the view against the reference, relative to the picture
    float shift_match;          // share of landmarks that match at this shift; equals `match` if it was not looked for
};

struct ugv_health;

UGV_API int32_t ugv_health_open(const ugv_health_settings* settings, ugv_health** health);
UGV_API void ugv_health_close(ugv_health* health);
// Nothing inside the polygon is looked at: clocks, masks. x,y pairs relative to the picture.
UGV_API int32_t ugv_health_ignore(ugv_health* health, const float* points, int32_t count);
UGV_API int32_t ugv_health_look_at(ugv_health* health, const uint8_t* jpeg, int32_t length, double seconds,
                                   ugv_health_look* look);
// Adds the last look to the reference that is being learned; `looks` is how many it has then.
UGV_API int32_t ugv_health_learn(ugv_health* health, int32_t* looks);
// Makes a reference of what was learned (keep != 0), or forgets it.
UGV_API int32_t ugv_health_end_learning(ugv_health* health, int32_t keep);
// Forgets every reference and what is being learned.
UGV_API int32_t ugv_health_forget(ugv_health* health);
// The references as bytes for a later start; no bytes (null) where there are none. ugv_buffer_free releases them.
UGV_API int32_t ugv_health_save(ugv_health* health, ugv_buffer* result);
// Takes references of an earlier start, in place of all there are; after every ugv_health_ignore. `taken` is 0 where the bytes
// are none of this version's, and then nothing is changed.
UGV_API int32_t ugv_health_load(ugv_health* health, const uint8_t* bytes, int32_t length, int32_t* taken);
