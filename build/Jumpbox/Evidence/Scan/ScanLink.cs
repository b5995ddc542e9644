namespace Jumpbox.Evidence.Scan;

/// <summary>What shows that a scan is about the image: no format of a scanner names it.</summary>
public enum ScanLink
{
    /// <summary>Nothing: the report names no component. It may be of any image.</summary>
    None,

    /// <summary>Every component with a finding is in the bill, with its version.</summary>
    Findings,

    /// <summary>The report lists what it looked up, and all of it is in the bill.</summary>
    List,

    /// <summary>The target Scan scanned the bill itself.</summary>
    Run,
}
