using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// The outputs of a nested deployment, computed on first use; null while its parameters do not suffice. Detects cycles.
/// </summary>
internal sealed class PredictedOutputs(string deployment, Func<Expression?> compute)
{
    private Expression? _known;
    private bool _isComputed;
    private bool _open;

    /// <exception cref="TemplateException">The outputs depend on themselves.</exception>
    public Expression? Value
    {
        get
        {
            if (_isComputed)
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
                _known = compute();
                _isComputed = true;
                return _known;
            }
            finally
            {
                _open = false;
            }
        }
    }
}
