namespace Jumpbox.Tools;

/// <summary>In which form a tool's file comes.</summary>
public enum UnpackForm
{
    /// <summary>The file is the program itself.</summary>
    Binary,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A gzip-compressed tar archive.</summary>
    TarGz,

    /// <summary>A Debian package, installed by apt from the publisher's signed repository.</summary>
    Apt,
}
