namespace Jumpbox.Gating;

/// <summary>What a rule comes to. Only <see cref="Pass"/> lets an image be released.</summary>
public enum RuleOutcome
{
    /// <summary>It is proven to be so.</summary>
    Pass,

    /// <summary>It is not so, or the evidence is missing or broken.</summary>
    Fail,

    /// <summary>The source that would prove it could not be read.</summary>
    Unknown,
}
