using Jumpbox.Checks;

namespace Jumpbox.Gating;

/// <summary>The image that settings and content give, as the cloud shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it came to be; not its last change.</param>
public sealed record SeenImage(
    string Id,
    string State,
    IReadOnlyDictionary<string, string> Tags,
    Reading<DateTimeOffset> Created
);
