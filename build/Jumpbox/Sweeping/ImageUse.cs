namespace Jumpbox.Azure;

/// <summary>Something that refers to an image.</summary>
/// <param name="UserId">The virtual machine, scale set or gallery version.</param>
/// <param name="ImageId">The image or gallery version that it refers to.</param>
public sealed record ImageUse(string UserId, string ImageId);
