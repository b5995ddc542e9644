using System.Text.Json.Serialization;

namespace Jumpbox.Evidence.Report;

/// <summary>One of two releases that are compared.</summary>
/// <param name="ImageId">The image's resource id.</param>
/// <param name="ContentHash">Its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="Built">When its build ended.</param>
/// <param name="Released">When this pipeline released it; null if that is not known.</param>
public sealed record ComparedImage(
    string ImageId,
    string ContentHash,
    string Commit,
    DateTimeOffset Built,
    DateTimeOffset? Released
)
{
    /// <summary>The last part of its id.</summary>
    [JsonIgnore]
    public string Name => ImageId[(ImageId.LastIndexOf('/') + 1)..];
}
