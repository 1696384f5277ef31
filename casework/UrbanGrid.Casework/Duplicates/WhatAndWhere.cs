namespace UrbanGrid.Casework.Duplicates;

/// <summary>What a report is about, as far as it tells whether the same is known.</summary>
/// <param name="Category">Class code.</param>
/// <param name="Lat">WGS-84 degrees north.</param>
/// <param name="Lon">WGS-84 degrees east.</param>
/// <param name="ComponentCode">Component concerned, if one is.</param>
public sealed record WhatAndWhere(string Category, double Lat, double Lon, string? ComponentCode = null);
