using Jumpbox.Checks;

namespace Jumpbox.Evidence.Gate;

/// <summary>The image itself, or one that the verdict depends on: its base image, a source, one of the same content.</summary>
/// <param name="Title">What it is, as the start of a sentence.</param>
/// <param name="Tags">Its tags; absent if it no longer exists.</param>
public sealed record SeenRelative(string Title, Reading<IReadOnlyDictionary<string, string>> Tags);
