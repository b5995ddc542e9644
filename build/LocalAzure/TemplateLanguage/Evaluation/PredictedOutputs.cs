using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>The outputs of a nested deployment, computed on first use; detects cycles.</summary>
internal sealed class PredictedOutputs(string deployment, Func<Expression> compute)
{
    private Expression? _known;
    private bool _open;

    /// <exception cref="TemplateException">The outputs depend on themselves.</exception>
    public Expression Value
    {
        get
        {
            if (_known is not null)
            {
                return _known;
            }
            if (_open)
            {
                throw new TemplateException(
                    $"Deployment template validation failed: 'Circular dependency detected on resource: '{deployment}': its "
                        + "template refers to its own outputs. Please see https://aka.ms/arm-syntax-resources for usage details.'."
                );
            }
            _open = true;
            try
            {
                return _known = compute();
            }
            finally
            {
                _open = false;
            }
        }
    }
}
