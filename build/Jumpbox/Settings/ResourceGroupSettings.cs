namespace Jumpbox.Settings;

/// <summary>The resource groups in which the pipeline makes things.</summary>
/// <param name="Builder">The group of the builder's identity and the image templates. It is made if it is missing.</param>
/// <param name="Image">The group of the finished image. It must exist: its rights are the release's boundary.</param>
public sealed record ResourceGroupSettings(string Builder, string Image);
