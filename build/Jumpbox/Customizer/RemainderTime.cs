namespace Jumpbox.Customizer;

/// <summary>When something may be there that looks like a left-over.</summary>
internal enum RemainderTime
{
    /// <summary>In the build VM and in the image.</summary>
    Always,

    /// <summary>In the build VM until the service's deprovisioning, which follows the hygiene step.</summary>
    BeforeDeprovisioning,

    /// <summary>In the image only: it is written after the hygiene step, which removes what was there before.</summary>
    AfterHygiene,

    /// <summary>Only in an image that was deprovisioned and started, not in a rehearsal.</summary>
    AfterDeprovisioning,
}
