using System.Text.Json.Nodes;
using Azure;

namespace Jumpbox.Azure.Arm;

/// <summary>A successful response of Azure Resource Manager.</summary>
/// <param name="Raw">The SDK's response, for its headers.</param>
/// <param name="Body">The body, or null when it is empty or not an object.</param>
internal sealed record ArmAnswer(Response Raw, JsonObject? Body)
{
    /// <summary>The number of the effect in the journal; null for reads and without a journal.</summary>
    public int? Effect { get; init; }

    /// <summary>The code of a response without the expected content.</summary>
    public const string Empty = "EmptyAnswer";

    public int Status => Raw.Status;

    public JsonObject BodyOrFail(string asked, string path) =>
        Body
        ?? throw new AzureFailure(
            new AzureFault(asked, path, Raw.Status, Empty, "The response contains no JSON object.", [], null, null)
        );
}
