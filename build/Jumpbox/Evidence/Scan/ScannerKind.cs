namespace Jumpbox.Evidence.Scan;

/// <summary>Where the findings are from.</summary>
public enum ScannerKind
{
    /// <summary>Grype's JSON.</summary>
    Grype,

    /// <summary>Trivy's JSON.</summary>
    Trivy,

    /// <summary>The JSON of osv-scanner.</summary>
    Osv,

    /// <summary>SARIF 2.1.0 of Grype or Trivy.</summary>
    Sarif,

    /// <summary>A folder of advisories, matched by this program.</summary>
    Advisories,
}
