namespace LocalAzure.TemplateLanguage;

/// <summary>Thrown for a template or an expression that ARM would refuse. <see cref="Code"/> is ARM's error code.</summary>
internal sealed class TemplateException(string message, string code = TemplateException.InvalidTemplate)
    : Exception(message)
{
    public const string InvalidTemplate = "InvalidTemplate";

    public string Code { get; } = code;
}
