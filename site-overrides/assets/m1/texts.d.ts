/** A script that the build puts into another as a text: see py/sitebuild/node/scripts.mjs. */
declare module "text:*" {
  const text: string;
  export default text;
}
