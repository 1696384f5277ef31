using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Fixtures;

/// <summary>
/// A thing that belongs where it stands, as an operator said. Kept by whoever runs the camera and given back in
/// <see cref="CameraWatch.Fixtures"/>, so that a restart reports nothing again.
/// </summary>
/// <param name="Box">Where it stands.</param>
/// <param name="Look">
/// What it looks like: 12×12 pixels, blue, green, red, Base64. Another thing at the same place looks different and is
/// reported; empty means whatever stands there.
/// </param>
public sealed record Fixture(PictureBox Box, string Look);
