namespace LocalAzure.TemplateLanguage;

/// <summary>A template, or one of its expressions, that ARM would refuse. <see cref="Code"/> is ARM's error code.</summary>
internal sealed class TemplateException(string message, string code = TemplateException.InvalidTemplate)
    : Exception(message)
{
    public const string InvalidTemplate = "InvalidTemplate";

    public string Code { get; } = code;
}
