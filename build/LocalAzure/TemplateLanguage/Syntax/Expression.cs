namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>A node of an expression, as written or as far reduced as could be without the cloud's answers.</summary>
internal abstract record Expression
{
    /// <summary>Calls nested deeper than this are refused rather than let the stack run out.</summary>
    public const int MostNesting = 200;
}
