namespace Build.Evidence;

/// <summary>Which files in the artifacts folder are about the build that a report describes.</summary>
internal enum ReportScope
{
    /// <summary>All of them.</summary>
    Everything,

    /// <summary>The image was just built: a bill of materials is that of an earlier image.</summary>
    JustBuilt,

    /// <summary>The build just failed: an image record and a bill of materials are those of an earlier image.</summary>
    Failed,
}
