namespace Build.Scanning;

/// <summary>One member of a zip, as the directory describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">How it is compressed; 8 is deflate.</param>
/// <param name="Crc">The CRC-32 of its content.</param>
/// <param name="Compressed">Its compressed size in bytes.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Offset">Where its local header begins.</param>
internal readonly record struct ZipMember(string Name, int Method, uint Crc, long Compressed, long Size, long Offset);
