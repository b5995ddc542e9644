using Jumpbox.Tools;

namespace Jumpbox.Templates;

/// <summary>What Template deployed: <c>artifacts/template.json</c>, which the later targets read.</summary>
public sealed record TemplateRecord
{
    /// <summary>The form of the document.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The cloud, for example <c>local</c> or <c>azure</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The subscription's GUID.</summary>
    public required string Subscription { get; init; }

    /// <summary>The region.</summary>
    public required string Location { get; init; }

    /// <summary>The image template's id.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The image template's name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The SHA-256 of all that reaches Azure, 64 hex digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The image that a build hands over; null for a VHD.</summary>
    public required string? ImageId { get; init; }

    /// <summary>The base image at its exact version; null when an image of one's own is the base.</summary>
    public required BaseImage? BaseImage { get; init; }

    /// <summary>The base image of one's own; null for a marketplace image.</summary>
    public required string? SourceImageId { get; init; }

    /// <summary>The digest of the lock.</summary>
    public required string LockDigest { get; init; }

    /// <summary>The names of the customizers, in order.</summary>
    public required IReadOnlyList<string> Customizers { get; init; }

    /// <summary>The names of the validators, in order.</summary>
    public required IReadOnlyList<string> Validators { get; init; }

    /// <summary>The commit that it was deployed from.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether the working tree differed from the commit.</summary>
    public required bool Dirty { get; init; }

    /// <summary>The compiler's version.</summary>
    public required string BicepVersion { get; init; }
}
