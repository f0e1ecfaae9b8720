using Dashboard.Web.Imports;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Endpoints;

/// <summary>An upload as it came in.</summary>
/// <param name="FileName">Fit to show; never a path.</param>
/// <param name="StoredName">Name below the uploads folder.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredUpload(string FileName, string StoredName, long Bytes);

/// <summary>
/// Streams the file of a request to disk: the whole body, or of a form its one file. Nothing is buffered; no form reader of the
/// framework is used, because those keep files in memory and limit their size.
/// </summary>
public static class UploadBody
{
    public const string FileNameHeader = "X-File-Name";
    private const int LongestBoundary = 200;

    /// <summary>Stores the file.</summary>
    /// <exception cref="InvalidDataException">The body is not what its content type says; the message is for the sender.</exception>
    public static async Task<StoredUpload> SaveAsync(HttpRequest request, UploadFolder uploads, CancellationToken cancellationToken)
    {
        var contentType = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        if (contentType?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            var (storedName, bytes) = await uploads.SaveAsync(request.Body, cancellationToken);
            return new StoredUpload(NameOf(request), storedName, bytes);
        }

        var boundary = HeaderUtilities.RemoveQuotes(contentType.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            throw new InvalidDataException("A form needs a boundary in its Content-Type.");
        }

        return await SaveFormAsync(new MultipartReader(boundary, request.Body), uploads, cancellationToken);
    }

    private static async Task<StoredUpload> SaveFormAsync(MultipartReader form, UploadFolder uploads, CancellationToken cancellationToken)
    {
        StoredUpload? upload = null;
        try
        {
            // Read to the end: a form that is cut after its file is not complete, and a second file must not vanish in silence.
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.AsFileSection() is not { } file)
                {
                    continue;
                }

                if (upload is not null)
                {
                    throw new InvalidDataException("Send one file in each call.");
                }

                var (storedName, bytes) = await uploads.SaveAsync(section.Body, cancellationToken);
                upload = new StoredUpload(UploadName.Clean(file.FileName), storedName, bytes);
            }
        }
        catch
        {
            if (upload is not null)
            {
                uploads.Delete(upload.StoredName);
            }

            throw;
        }

        return upload ?? throw new InvalidDataException("The form holds no file.");
    }

    // Browsers can send only Latin letters in a header, so names come percent-encoded; plain ones read the same.
    private static string NameOf(HttpRequest request) => UploadName.Clean(Uri.UnescapeDataString(request.Headers[FileNameHeader].ToString()));
}
