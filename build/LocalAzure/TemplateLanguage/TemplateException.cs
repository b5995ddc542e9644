namespace LocalAzure.TemplateLanguage;

/// <summary>Thrown for a template or an expression that ARM would refuse. <see cref="Code"/> is ARM's error code.</summary>
internal sealed class TemplateException(string message, string code = TemplateException.InvalidTemplate)
    : Exception(message)
{
    public const string InvalidTemplate = "InvalidTemplate";
    private const string Unmodelled = "NotModelled";

    public string Code { get; } = code;

    /// <summary>The HTTP status: 501 for what Azure does and LocalAzure does not.</summary>
    public int Status => Code == Unmodelled ? 501 : 400;

    /// <summary>
    /// True where a value must be known and is not yet: a name, a count or a scope that depends on a resource. A nested deployment
    /// then waits until its parameters are values; a deployment that is started with values is refused.
    /// </summary>
    public bool IsNotYetKnown { get; private init; }

    /// <summary>Something that Azure does and LocalAzure does not.</summary>
    public static TemplateException NotModelled(string what) =>
        new($"LocalAzure does not model {what}. docs/localazure.md lists what it models.", Unmodelled);

    public static TemplateException NotYetKnown(string message) => new(message) { IsNotYetKnown = true };
}
