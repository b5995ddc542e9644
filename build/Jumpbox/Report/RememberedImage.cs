using Jumpbox.Evidence;

namespace Jumpbox.Report;

/// <summary>What is remembered of an image, to compare the next one with.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Bill">Its bill of materials; null where there is none.</param>
/// <param name="Settings">Its settings, path and value; null where they were not remembered.</param>
public sealed record RememberedImage(ImageRecord Record, string? Bill, IReadOnlyDictionary<string, string>? Settings);
