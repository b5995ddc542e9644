using System.Text.Json.Nodes;

namespace LocalAzure.Arm;

/// <summary>A response before transport. <see cref="OperationId"/> is the long-running operation that it started.</summary>
internal sealed record ArmResponse(int Status, JsonNode? Body = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public string? OperationId { get; init; }

    /// <summary>A list without a body: items beyond the requested page are not created.</summary>
    public IEnumerable<JsonNode>? Items { get; init; }

    public static ArmResponse Ok(JsonNode body) => new(200, body);

    public static ArmResponse NoContent() => new(204);

    /// <param name="items">Enumerated once, up to the end of the page.</param>
    public static ArmResponse List(IEnumerable<JsonNode> items) => new(200) { Items = items };

    public static ArmResponse From(ArmException e) => new(e.Status, e.Error.Envelope());

    public ArmResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}

/// <summary>Ends a request with a status and an ARM error.</summary>
internal sealed class ArmException(int status, ArmError error) : Exception(error.Message)
{
    public ArmException(int status, string code, string message, string? target = null)
        : this(status, new ArmError(code, message, target)) { }

    public int Status { get; } = status;

    /// <summary>404: a resource does not exist.</summary>
    public static ArmException NoResource(ArmPath path)
    {
        string pairs = string.Join('/', path.Types.Zip(path.Names, (type, name) => $"{type}/{name}"));
        return new(
            404,
            "ResourceNotFound",
            $"The Resource '{path.Namespace}/{pairs}' under resource group '{path.ResourceGroup ?? "<null>"}' was not found. "
                + "For more details please go to https://aka.ms/ARMResourceNotFoundFix"
        );
    }

    public ArmError Error { get; } = error;
}
