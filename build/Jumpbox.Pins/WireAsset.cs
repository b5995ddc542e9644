namespace Jumpbox.Pins;

/// <summary>A release's file in GitHub's JSON.</summary>
internal sealed class WireAsset
{
    public string Name { get; set; } = "";

    public long Size { get; set; }

    public string State { get; set; } = "";

    public string? Digest { get; set; }
}
