namespace Jumpbox.Evidence.Scan;

/// <summary>What a scanner's report shows to have been looked up. For the rest no finding means nothing.</summary>
internal enum ScanScope
{
    /// <summary>Everything in the bill: the scanner looks for nothing but vulnerabilities, and leaves no kind of component out.</summary>
    Bill,

    /// <summary>The components that it lists.</summary>
    List,

    /// <summary>The kinds of components of which it has a finding.</summary>
    Findings,
}
