namespace Jumpbox.Customizer;

/// <summary>A command that the pipeline itself puts into the image, with its program in a step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file in the image.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
public sealed record RenderedCommand(string Name, string Path, string Sha256);
