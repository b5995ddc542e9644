namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>One turn of a copy loop, and the loop around it.</summary>
internal sealed record CopyFrame(string? Name, long Index, CopyFrame? Outer);
