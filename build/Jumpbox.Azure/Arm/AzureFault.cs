using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>The parts of a failed request.</summary>
/// <param name="Asked">The purpose, as the continuation of "could not", for example <c>start the image build</c>.</param>
/// <param name="ResourceId">The resource id, without a query.</param>
/// <param name="Status">The HTTP status, or 0 without a response.</param>
/// <param name="Code">Azure's error code, or the pipeline's own code without a response.</param>
/// <param name="Message">Azure's message.</param>
/// <param name="Details">The nested causes, outermost first, each as <c>code: message</c>.</param>
/// <param name="CorrelationId">The correlation id for Microsoft support; null without a response.</param>
/// <param name="Cure">What to do; null for what the catalogue of failures says.</param>
public sealed record AzureFault(
    string Asked,
    string ResourceId,
    int Status,
    string Code,
    string Message,
    IReadOnlyList<AzureFaultDetail> Details,
    string? CorrelationId,
    string? Cure
)
{
    /// <summary>What to do, if known.</summary>
    public string? Cure
    {
        get => field ?? AzureCure.For(this);
        init;
    } = Cure;

    /// <summary>Whether the same request may succeed later without any change.</summary>
    public bool IsTransient =>
        (Status is 0 && !BoundaryException.IsLasting(Code))
        || Status is 408 or 429 or >= 500
        || Code is "InternalOperationError" or "InternalServerError" or "ServerTimeout" or BrokenAnswerException.Code;

    /// <summary>
    /// Whether no other request can succeed now either: Azure cannot be reached, or the sign-in failed. A subscription of another tenant says
    /// nothing of the others.
    /// </summary>
    public bool IsOutage =>
        (Status is 401 && Code is not "InvalidAuthenticationTokenTenant")
        || (
            Status is 0
            && Code is not (BrokenAnswerException.Code or BoundaryException.Slow)
            && !BoundaryException.IsLasting(Code)
        );

    /// <summary>Code and status.</summary>
    public string Sign => Status > 0 ? $"{Code} ({Status})" : Code;

    /// <summary>Whether the error or its nested details have this code.</summary>
    /// <param name="code">The code, in any case.</param>
    public bool Mentions(string code) =>
        Details.Any(detail => Same(detail.Code, code) || Within(detail.Message, code))
        || Same(Code, code)
        || Within(Message, code);

    /// <summary>Formats the fault as a few lines of text.</summary>
    public string ToText()
    {
        StringBuilder text = new();
        text.Append($"Could not {Asked}: {Sign}. {Message}");
        foreach (AzureFaultDetail detail in Details)
        {
            text.Append($"\n  - {detail.Code}: {detail.Message}");
        }
        text.Append($"\n  Resource: {ResourceId}");
        if (CorrelationId is not null)
        {
            text.Append($"\n  Correlation id: {CorrelationId}");
        }
        if (Cure is { } cure)
        {
            text.Append($"\n  What to do: {cure}");
        }
        return text.ToString();
    }

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Within(string text, string code) => text.Contains(code, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A nested cause of a failed request.</summary>
/// <param name="Code">Azure's error code.</param>
/// <param name="Message">Azure's message.</param>
public sealed record AzureFaultDetail(string Code, string Message);
