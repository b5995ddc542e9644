using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>The working directory if the command line has none.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
