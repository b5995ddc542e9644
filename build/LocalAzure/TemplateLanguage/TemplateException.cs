namespace LocalAzure.TemplateLanguage;

/// <summary>Thrown for a template or an expression that ARM would refuse. <see cref="Code"/> is ARM's error code.</summary>
internal sealed class TemplateException(string message, string code = TemplateException.InvalidTemplate)
    : Exception(message)
{
    public const string InvalidTemplate = "InvalidTemplate";

    public string Code { get; } = code;

    /// <summary>
    /// True where a value must be known and is not yet: a name, a count or a scope that depends on a resource. A nested deployment
    /// then waits until its parameters are values; a deployment that is started with values is refused.
    /// </summary>
    public bool IsNotYetKnown { get; private init; }

    public static TemplateException NotYetKnown(string message) => new(message) { IsNotYetKnown = true };
}
